import type { Kysely, Transaction } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { defaultDissuasionPolicy } from '#domain/dissuasion-policy'
import type { UnitId } from '#domain/ids'
import { clip } from '#domain/interval'
import { meetingInterval } from '#domain/meeting'
import { type Activity, windowOf } from '#domain/minutes'
import type { Stop } from '#domain/outing'
import { addDays, HOUR, type LocalDate, type Milliseconds } from '#domain/time'

/**
 * How far beyond the day its stops are read. An outing may cross midnight, and a stop may reach back by the worker's word for
 * at most four hours; what lies further away can't touch the day.
 */
const MARGIN = 5 * HOUR

/** A day's raw records with what its outings may need of the neighbouring days. Four statements. */
export async function readDay(db: Kysely<Tables> | Transaction<Tables>, unitId: UnitId, day: LocalDate) {
  const { from, to } = windowOf(day)
  const visits = await db
    .selectFrom('visit')
    .innerJoin('door', (join) =>
      join.onRef('door.unit_id', '=', 'visit.unit_id').onRef('door.door_id', '=', 'visit.door_id'),
    )
    .innerJoin('building', (join) =>
      join.onRef('building.unit_id', '=', 'visit.unit_id').onRef('building.building_id', '=', 'visit.building_id'),
    )
    .select([
      'visit.visit_id as id',
      'visit.staff_id',
      'visit.started_at',
      'visit.at',
      'visit.day',
      'visit.late',
      'visit.outcome',
      'visit.adults',
      'visit.leaflets',
      'visit.minutes',
      'visit.undone',
      'building.compound',
      'building.name',
      'door.stairwell',
      'door.room',
    ])
    .where('visit.unit_id', '=', unitId)
    .where('visit.at', '>=', from - MARGIN)
    .where('visit.at', '<', to + MARGIN)
    .execute()
  const handOuts = await db
    .selectFrom('hand_out')
    .select(['hand_out_id as id', 'staff_id', 'started_at', 'at', 'day', 'late', 'quantity', 'minutes', 'place'])
    .where('unit_id', '=', unitId)
    .where('at', '>=', from - MARGIN)
    .where('at', '<', to + MARGIN)
    .execute()
  const activities = await db
    .selectFrom('activity')
    .select(['activity_id as id', 'staff_id', 'channel', 'from_at', 'to_at', 'late', 'place', 'with_staff', 'undone'])
    .where('unit_id', '=', unitId)
    // At most a day long, so that it started on this day or the one before.
    .where('from_day', '>=', addDays(day, -1))
    .where('from_day', '<=', day)
    .where('to_day', '>=', day)
    .execute()
  const meetings = await db
    .selectFrom('attempt')
    .innerJoin('dissuasion', (join) =>
      join.onRef('dissuasion.unit_id', '=', 'attempt.unit_id').onRef('dissuasion.case_id', '=', 'attempt.case_id'),
    )
    // Left: an alert whose address was matched to no door has met somebody all the same.
    .leftJoin('building', (join) =>
      join
        .onRef('building.unit_id', '=', 'dissuasion.unit_id')
        .onRef('building.building_id', '=', 'dissuasion.building_id'),
    )
    .select([
      'attempt.attempt_id as id',
      'attempt.case_id',
      'attempt.staff_id',
      'attempt.with_staff',
      'attempt.started_at as startedAt',
      'attempt.at',
      'attempt.minutes',
      'attempt.late',
      'building.compound',
      'building.name',
    ])
    .where('attempt.unit_id', '=', unitId)
    .where('attempt.day', '>=', addDays(day, -1))
    .where('attempt.day', '<=', addDays(day, 1))
    .where('attempt.met', '<>', 'nobody')
    .execute()
  return { visits, handOuts, activities, meetings: meetings.filter((meeting) => touches(meeting, day)) }
}

function touches(
  meeting: { startedAt: Milliseconds; at: Milliseconds; minutes: number | null },
  day: LocalDate,
): boolean {
  return clip(intervalOf(meeting), windowOf(day)) !== undefined
}

function intervalOf({ startedAt, at, minutes }: { startedAt: Milliseconds; at: Milliseconds; minutes: number | null }) {
  return meetingInterval({ startedAt, at, ...(minutes === null ? {} : { minutes }) }, defaultDissuasionPolicy)
}

export type DayRecords = Awaited<ReturnType<typeof readDay>>

/** What counts, as the domain's rules read it. What was undone does not. */
export function stopsOf({ visits, handOuts }: Pick<DayRecords, 'visits' | 'handOuts'>): readonly Stop[] {
  const stop = (
    channel: Stop['channel'],
    row: DayRecords['handOuts'][number] | DayRecords['visits'][number],
  ): Stop => ({
    id: row.id,
    staffId: row.staff_id,
    channel,
    startedAt: row.started_at,
    at: row.at,
    ...(row.minutes === null ? {} : { minutes: row.minutes }),
  })
  return [
    ...visits.filter(({ undone }) => !undone).map((row) => stop('door', row)),
    ...handOuts.map((row) => stop('leaflet', row)),
  ]
}

/** Activities, and meetings of dissuasions, which count like them (S16). */
export function activitiesOf({
  activities,
  meetings,
}: Pick<DayRecords, 'activities' | 'meetings'>): readonly Activity[] {
  return [
    ...activities
      .filter(({ undone }) => !undone)
      .map(({ id, channel, from_at, to_at, staff_id, with_staff }) => ({
        id,
        channel,
        from: from_at,
        to: to_at,
        staffIds: [staff_id, ...with_staff.filter((other) => other !== staff_id)],
      })),
    ...meetings.map((meeting) => ({
      id: meeting.id,
      channel: 'dissuasion' as const,
      ...intervalOf(meeting),
      staffIds: [meeting.staff_id, ...meeting.with_staff.filter((other) => other !== meeting.staff_id)],
    })),
  ]
}
