import * as v from 'valibot'
import { alertLevels, caseKinds } from '#domain/alert'
import { buildingKinds } from '#domain/building'
import { attemptResults, caseStates, meetings } from '#domain/dissuasion'
import { caseSteps } from '#domain/dissuasion-policy'
import { leafletKinds } from '#domain/leaflet'
import { roles } from '#domain/staff'
import { outcomes } from '#domain/visit'
import {
  buildingId,
  count,
  deviceId,
  doorId,
  gridId,
  instant,
  localDate,
  operationId,
  seq,
  staffId,
  unitId,
} from './scalars'
import { standingRow } from './standing'
import { fraudType, streetSettings } from './street'

/** Opaque to the device: it stores what it was given and gives it back. */
const cursor = v.pipe(v.string(), v.maxLength(200))

export const pullRequest = v.object({
  action: v.literal('pull'),
  protocol: v.number(),
  unit: unitId,
  device: deviceId,
  pending: count,
  /** Null at first: the answer is then the index of buildings, the stock and the recent days; doors come by building. */
  cursor: v.nullable(cursor),
  /** The scope the device knows, as last given. */
  scope: v.nullable(v.pipe(v.string(), v.maxLength(100))),
})
export type PullRequest = v.InferOutput<typeof pullRequest>

export const doorVisitSchema = v.object({
  id: operationId,
  at: instant,
  outcome: v.picklist(outcomes),
  comeBackAt: v.nullable(instant),
})

/** A row is a newest state: applying it twice, or an older one after a newer, changes nothing (compare `seq`). */
export const doorRow = v.object({
  id: doorId,
  buildingId,
  stairwell: v.nullable(v.number()),
  floor: v.number(),
  room: v.string(),
  memory: v.array(doorVisitSchema),
  seq,
})
export type DoorRow = v.InferOutput<typeof doorRow>

export const buildingRow = v.object({
  id: buildingId,
  kind: v.picklist(buildingKinds),
  compound: v.string(),
  name: v.string(),
  gridId: v.nullable(gridId),
  doors: count,
  visited: count,
  met: count,
  seq,
})
export type BuildingRow = v.InferOutput<typeof buildingRow>

/** A worker's own leaflets of one kind. */
export const stockRow = v.object({
  kind: v.picklist(leafletKinds),
  issued: count,
  handedOut: count,
  returned: count,
  seq,
})
export type StockRow = v.InferOutput<typeof stockRow>

/** A day of the unit: the union of its outreach, so that a phone can add its own unsent records without counting twice. */
export const dayRow = v.object({
  day: localDate,
  policyVersion: v.number(),
  union: v.array(v.tuple([v.number(), v.number()])),
  late: count,
  seq,
})
export type DayRow = v.InferOutput<typeof dayRow>

/** A person's part in a case on this device. */
const casePerson = v.object({ id: staffId, name: v.string(), role: v.picklist(roles) })

/** What only somebody of the present team holds, to be shown for a reason (N01). A volunteer never gets it. */
export const residentRow = v.object({
  name: v.string(),
  phone: v.string(),
  address: v.string(),
  room: v.nullable(v.string()),
})
export type ResidentRow = v.InferOutput<typeof residentRow>

/**
 * A case as this person may know it. Whoever is no longer of its team gets `gone` once more and nothing of the resident: the
 * device drops what it held.
 */
export const caseRow = v.object({
  id: operationId,
  part: v.picklist(['officer', 'worker', 'companion', 'secretary', 'former']),
  /** Null but for `former`: who has it now, if anybody. */
  gone: v.nullable(v.object({ to: v.nullable(v.string()), at: instant })),
  kind: v.picklist(caseKinds),
  number: v.string(),
  level: v.picklist(alertLevels),
  /** Null on a 核查任务: it is neutral to everybody but the police. */
  fraudType: v.nullable(fraudType),
  raisedAt: instant,
  enteredAt: instant,
  state: v.picklist(caseStates),
  round: v.number(),
  due: v.nullable(v.object({ step: v.picklist(caseSteps), at: instant, escalated: v.boolean() })),
  /** `王*` and `199****1234`; null for a volunteer. */
  maskedName: v.nullable(v.string()),
  maskedPhone: v.nullable(v.string()),
  buildingId: v.nullable(buildingId),
  /** `青枫苑 3幢 1单元 9**`, without the room for a volunteer; null while no door was found. */
  place: v.nullable(v.string()),
  leader: v.nullable(casePerson),
  workers: v.array(casePerson),
  companions: v.array(casePerson),
  acceptedBy: v.nullable(staffId),
  /** Whoever logged an attempt of this round: none of them confirms it. */
  submitters: v.array(staffId),
  attempts: count,
  lastAttempt: v.nullable(
    v.object({ at: instant, met: v.picklist(meetings), result: v.picklist(attemptResults), staffId }),
  ),
  /** Why the police sent it back, while it is. */
  returned: v.nullable(v.string()),
  resident: v.nullable(residentRow),
  seq,
})
export type CaseRow = v.InferOutput<typeof caseRow>

export const change = v.variant('kind', [
  v.object({ kind: v.literal('case'), row: caseRow }),
  v.object({ kind: v.literal('building'), row: buildingRow }),
  v.object({ kind: v.literal('door'), row: doorRow }),
  v.object({ kind: v.literal('stock'), row: stockRow }),
  v.object({ kind: v.literal('day'), row: dayRow }),
  v.object({ kind: v.literal('standing'), row: standingRow }),
])
export type Change = v.InferOutput<typeof change>

/** Who the device works for and where. Given whenever it differs from the one the device named. */
export const scopeGrant = v.object({
  hash: v.string(),
  staff: v.object({
    id: staffId,
    unitId,
    unitName: v.string(),
    name: v.string(),
    role: v.picklist(roles),
    number: v.string(),
    gridName: v.nullable(v.string()),
    from: v.nullable(localDate),
    to: v.nullable(localDate),
    /** An officer's communities, each pulled by its own cursor; empty for everybody else. */
    serves: v.optional(v.array(v.object({ unitId, name: v.string() })), []),
  }),
  /** The device drops every other building. Empty once a volunteer's last day has passed. */
  buildings: v.array(buildingId),
  /** What the street decided; null where nothing but what holds by itself does. */
  settings: v.optional(v.nullable(streetSettings), null),
})
export type ScopeGrant = v.InferOutput<typeof scopeGrant>

export const pullAnswer = v.object({
  scope: v.optional(scopeGrant),
  changes: v.array(change),
  cursor,
  /** Ask again at once. */
  more: v.boolean(),
  serverTime: instant,
})
export type PullAnswer = v.InferOutput<typeof pullAnswer>

/** A building's doors, fetched when the device wants to hold it. */
export const buildingRequest = v.object({
  action: v.literal('building'),
  protocol: v.number(),
  unit: unitId,
  building: buildingId,
  /** The last door of the page before; null for the first page. */
  after: v.nullable(doorId),
})
export type BuildingRequest = v.InferOutput<typeof buildingRequest>

export const buildingAnswer = v.object({
  row: buildingRow,
  doors: v.array(doorRow),
  next: v.nullable(doorId),
  serverTime: instant,
})
export type BuildingAnswer = v.InferOutput<typeof buildingAnswer>
