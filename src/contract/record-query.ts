import * as v from 'valibot'
import { activityChannels } from '#domain/activity'
import { audiences, leafletKinds } from '#domain/leaflet'
import { roles } from '#domain/staff'
import { outcomes } from '#domain/visit'
import { activityDetail, activityVersion } from './activity'
import { buildingId, count, doorId, instant, localDate, operationId, staffId, unitId } from './scalars'
import { fraudType } from './street'

/** What pages read of the records themselves: lists behind the figures, and one with everything that ever stood in it. */
export const recordQueries = [
  /** Records, newest first. `before`: the last one of the page before. */
  v.object({
    action: v.literal('records'),
    unit: unitId,
    day: v.optional(localDate),
    /** First and last day, both included. */
    from: v.optional(localDate),
    to: v.optional(localDate),
    /** Without what was taken back: the rows then add up to a figure. */
    counted: v.optional(v.boolean()),
    /** Only what came late. */
    late: v.optional(v.literal(true)),
    building: v.optional(buildingId),
    door: v.optional(doorId),
    staff: v.optional(staffId),
    kind: v.optional(v.picklist(['visit', 'hand-out', 'activity'])),
    /** Of activities. */
    channel: v.optional(v.picklist(activityChannels)),
    outcome: v.optional(v.picklist(outcomes)),
    before: v.nullable(v.object({ at: instant, id: operationId })),
  }),
  /** One record with all its versions. */
  v.object({ action: v.literal('record'), unit: unitId, id: operationId }),
  /** Meetings of dissuasions in these days, both included: their number is the days' figure. */
  v.object({ action: v.literal('meetings'), unit: unitId, from: localDate, to: localDate }),
] as const

export const person = v.object({ id: staffId, name: v.string(), role: v.picklist(roles), number: v.string() })

const recordBase = {
  id: operationId,
  at: instant,
  /** When the cloud got it. */
  receivedAt: instant,
  late: v.boolean(),
  staffId,
  staffName: v.string(),
}
export const recordRow = v.variant('kind', [
  v.object({
    kind: v.literal('visit'),
    ...recordBase,
    doorId,
    /** `青枫苑 3幢 1单元 802` */
    place: v.string(),
    outcome: v.picklist(outcomes),
    version: v.number(),
    undone: v.boolean(),
  }),
  v.object({
    kind: v.literal('hand-out'),
    ...recordBase,
    place: v.string(),
    leaflet: v.picklist(leafletKinds),
    quantity: count,
    overStock: v.boolean(),
  }),
  v.object({
    kind: v.literal('activity'),
    ...recordBase,
    place: v.string(),
    channel: v.picklist(activityChannels),
    from: instant,
    to: instant,
    /** Of a performance or a brand. */
    title: v.nullable(v.string()),
    version: v.number(),
    undone: v.boolean(),
  }),
])
export type RecordRow = v.InferOutput<typeof recordRow>

export const recordsAnswer = v.object({ records: v.array(recordRow), more: v.boolean(), asOf: instant })
export type RecordsAnswer = v.InferOutput<typeof recordsAnswer>

const visitVersion = v.object({
  version: v.number(),
  at: instant,
  receivedAt: instant,
  reason: v.nullable(v.string()),
  outcome: v.picklist(outcomes),
  adults: v.nullable(v.number()),
  topics: v.array(fraudType),
  leaflets: v.nullable(v.number()),
  note: v.nullable(v.string()),
  comeBackAt: v.nullable(instant),
  minutes: v.nullable(v.number()),
})

/** `seq`: its place in the unit's log. */
export const recordAnswer = v.object({
  record: recordRow,
  seq: v.number(),
  /** Visits: every version, oldest first. */
  versions: v.array(visitVersion),
  /** Hand-outs. */
  audience: v.nullable(v.picklist(audiences)),
  reason: v.nullable(v.string()),
  /** Activities. */
  with: v.array(person),
  audienceCount: v.nullable(v.number()),
  detail: v.nullable(activityDetail),
  /** Oldest first. */
  activityVersions: v.array(activityVersion),
  note: v.nullable(v.string()),
  hasLocation: v.boolean(),
  asOf: instant,
})
export type RecordAnswer = v.InferOutput<typeof recordAnswer>

export const meetingsAnswer = v.object({
  meetings: v.array(
    v.object({
      id: operationId,
      caseId: operationId,
      at: instant,
      late: v.boolean(),
      /** Who was there, the one who logged it first. */
      people: v.array(v.string()),
      /** Null: the address was matched to no door. */
      building: v.nullable(v.string()),
    }),
  ),
  asOf: instant,
})
export type MeetingsAnswer = v.InferOutput<typeof meetingsAnswer>
