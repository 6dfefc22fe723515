import * as v from 'valibot'
import { activityChannels } from '#domain/activity'
import { buildingKinds } from '#domain/building'
import { leafletKinds } from '#domain/leaflet'
import { outcomes } from '#domain/visit'
import { caseQueries } from './case-query'
import { channelFigures } from './channel'
import { crimeQueries } from './crime'
import { enrolmentQueries } from './enrolment'
import { evaluationQueries } from './evaluation'
import { feedbackQueries } from './feedback'
import { findingQueries } from './finding'
import { inspectionQueries } from './inspection'
import { measureQueries } from './measure'
import { staffAssign } from './operation'
import { overviewQueries } from './overview'
import { planQueries } from './plan'
import { rateQueries } from './rates'
import { person, recordQueries } from './record-query'
import { reportQueries } from './report'
import { reviewQueries } from './review'
import { rosterQueries } from './roster'
import {
  buildingId,
  count,
  doorId,
  gridId,
  instant,
  localDate,
  operationId,
  positive,
  staffId,
  unitId,
} from './scalars'
import { serviceQueries } from './service'
import { streetQueries } from './street'
import { summaryQueries } from './summary'
import { supply } from './supply'
import { unitDutyQueries } from './unit-duty'

const channel = v.picklist(['door', 'leaflet', 'dissuasion', ...activityChannels])
const status = v.picklist(['met', 'not-met', 'unknown', 'open'])
const ms = v.pipe(v.number(), v.minValue(0))

/** What a secretary's pages read. All of it is one unit's. */
export const queryRequest = v.variant('action', [
  /** A day's minutes and every reason behind them. */
  v.object({ action: v.literal('day'), unit: unitId, day: localDate }),
  /** A line a day, at most 400 days. */
  v.object({ action: v.literal('calendar'), unit: unitId, from: localDate, to: localDate }),
  /** A line a building. `staleDays`: doors not reached for so many days are counted apart. */
  v.object({ action: v.literal('coverage'), unit: unitId, staleDays: positive }),
  /** Doors of a building with nobody's visit since `staleDays` days, or all of them. */
  v.object({ action: v.literal('doors'), unit: unitId, building: buildingId, staleDays: v.nullable(positive) }),
  ...recordQueries,
  /** The unit's people, what each has in hand, and what their devices still hold. */
  v.object({ action: v.literal('staff'), unit: unitId }),
  ...caseQueries,
  ...streetQueries,
  ...rosterQueries,
  ...feedbackQueries,
  ...unitDutyQueries,
  ...planQueries,
  ...measureQueries,
  ...evaluationQueries,
  ...reportQueries,
  ...summaryQueries,
  ...overviewQueries,
  ...enrolmentQueries,
  ...serviceQueries,
  ...crimeQueries,
  ...reviewQueries,
  ...rateQueries,
  ...inspectionQueries,
  ...findingQueries,
])
export type QueryRequest = v.InferOutput<typeof queryRequest>

/** Devices that hold the day back: why a day is unknown, in figures. */
const waiting = v.object({ staffId, pending: count, seenAt: instant })

export const dayAnswer = v.object({
  day: localDate,
  status,
  policyVersion: v.number(),
  targetMinutes: v.number(),
  activityMinutes: count,
  personMinutes: count,
  broadcastMinutes: count,
  activityTime: ms,
  personTime: ms,
  broadcastTime: ms,
  /** Records that came late, and the day's activity time without them. */
  late: count,
  activityTimeInTime: ms,
  counts: v.object({
    visits: count,
    met: count,
    handOuts: count,
    leaflets: count,
    activities: count,
    adults: count,
    undone: count,
  }),
  lines: v.array(
    v.object({
      from: instant,
      to: instant,
      channel,
      staffIds: v.array(staffId),
      adds: ms,
      overlap: ms,
      bridged: ms,
      outsideDay: ms,
      place: v.nullable(v.string()),
      /** The records behind the line, by time, with what each counts for and by which rule. */
      stops: v.array(
        v.object({
          id: operationId,
          at: instant,
          time: ms,
          rule: v.picklist(['clock', 'at-least', 'at-most', 'stated']),
          /** The door, or where leaflets were handed out. */
          label: v.string(),
          /** Null for leaflets. */
          outcome: v.nullable(v.picklist(outcomes)),
        }),
      ),
      activityId: v.nullable(operationId),
      /** A dissuasion's. */
      caseId: v.nullable(operationId),
    }),
  ),
  broadcasts: v.array(v.object({ id: operationId, channel, from: instant, to: instant, place: v.string() })),
  byPerson: v.array(v.object({ staffId, time: ms })),
  byChannel: v.array(v.object({ channel, time: ms })),
  /** What each channel came to, from its rollup. */
  channels: v.array(channelFigures),
  /** Undone: logged, then taken back, so not counted. */
  excluded: v.array(
    v.object({ id: operationId, at: instant, staffId, label: v.string(), reason: v.literal('undone') }),
  ),
  people: v.array(person),
  waiting: v.array(waiting),
  asOf: instant,
})
export type DayAnswer = v.InferOutput<typeof dayAnswer>

export const calendarAnswer = v.object({
  days: v.array(
    v.object({
      day: localDate,
      status,
      activityMinutes: count,
      personMinutes: count,
      broadcastMinutes: count,
      late: count,
    }),
  ),
  targetMinutes: v.number(),
  asOf: instant,
})
export type CalendarAnswer = v.InferOutput<typeof calendarAnswer>

export const coverageAnswer = v.object({
  buildings: v.array(
    v.object({
      id: buildingId,
      kind: v.picklist(buildingKinds),
      compound: v.string(),
      name: v.string(),
      gridId: v.nullable(gridId),
      gridName: v.nullable(v.string()),
      /** Grid workers who own it; empty is flagged. */
      owners: v.array(v.string()),
      doors: count,
      visited: count,
      met: count,
      stale: count,
      lastVisitAt: v.nullable(instant),
    }),
  ),
  staleDays: positive,
  asOf: instant,
})
export type CoverageAnswer = v.InferOutput<typeof coverageAnswer>

export const doorsAnswer = v.object({
  /** `青枫苑 3幢` */
  building: v.string(),
  doors: v.array(
    v.object({
      id: doorId,
      stairwell: v.nullable(v.number()),
      floor: v.number(),
      room: v.string(),
      lastOutcome: v.nullable(v.picklist(outcomes)),
      lastAt: v.nullable(instant),
    }),
  ),
  asOf: instant,
})
export type DoorsAnswer = v.InferOutput<typeof doorsAnswer>

export const staffAnswer = v.object({
  staff: v.array(
    v.object({
      ...person.entries,
      /** As `staff.assign` takes it, to start an edit from. */
      scope: staffAssign.entries.body.entries.scope,
      active: v.boolean(),
      gridName: v.nullable(v.string()),
      buildings: v.array(v.string()),
      from: v.nullable(localDate),
      to: v.nullable(localDate),
      onDuty: v.boolean(),
      stock: v.array(
        v.object({
          kind: v.picklist(leafletKinds),
          issued: count,
          handedOut: count,
          returned: count,
          overStock: count,
        }),
      ),
      /** Null: no device yet. */
      pending: v.nullable(count),
      seenAt: v.nullable(instant),
    }),
  ),
  /** The unit's own store of leaflets. */
  supply,
  asOf: instant,
})
export type StaffAnswer = v.InferOutput<typeof staffAnswer>
