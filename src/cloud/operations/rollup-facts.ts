import { type Selectable, sql, type Transaction } from 'kysely'
import { again } from '#cloud/db/again'
import type { Tables } from '#cloud/db/tables'
import type { ActivityChannel, Channel } from '#domain/activity'
import type { ActivityDetail } from '#domain/activity-detail'
import { defaultDissuasionPolicy } from '#domain/dissuasion-policy'
import type { DoorVisit } from '#domain/door'
import type { DoorId, OperationId, StaffId, UnitId } from '#domain/ids'
import type { Interval } from '#domain/interval'
import { meetingInterval } from '#domain/meeting'
import { windowOf } from '#domain/minutes'
import { currentPolicy } from '#domain/minutes-policy'
import type { StandingKind } from '#domain/standing'
import { addDays, type LocalDate, MINUTE, type Milliseconds } from '#domain/time'
import type { HandOutRow, VisitRow } from './working-set'

export type StaffDayRow = Selectable<Tables['staff_day']>

/** A person's day whose figures have to be computed anew. */
export interface PersonDay {
  readonly staffId: StaffId
  readonly day: LocalDate
}

export type RawVisit = Pick<
  VisitRow,
  | 'visit_id'
  | 'staff_id'
  | 'started_at'
  | 'at'
  | 'day'
  | 'late'
  | 'outcome'
  | 'adults'
  | 'leaflets'
  | 'minutes'
  | 'undone'
>
export type RawHandOut = Pick<
  HandOutRow,
  'hand_out_id' | 'staff_id' | 'started_at' | 'at' | 'day' | 'late' | 'quantity' | 'minutes'
>

/** An activity that stands, or a meeting. */
export interface RawActivity extends Interval {
  readonly id: OperationId
  readonly channel: ActivityChannel | 'dissuasion'
  /** The day it is a record of: it may touch the neighbour too. */
  readonly day: LocalDate
  readonly audience: number | null
  readonly detail: ActivityDetail
  /** The one who logged it first. */
  readonly staff: readonly StaffId[]
  readonly late: boolean
}

/** The records around some people's days, and what the days are known to be so far. */
export interface RollupFacts {
  readonly visits: readonly RawVisit[]
  readonly handOuts: readonly RawHandOut[]
  readonly activities: readonly RawActivity[]
  /** Everybody's figures of the days, stale for the people that are counted anew. */
  readonly staffDays: readonly StaffDayRow[]
  /** Days and channels that have a row: it goes to zero where nothing is left. */
  readonly unitDays: readonly LocalDate[]
  readonly channelDays: readonly { readonly day: LocalDate; readonly channel: Channel }[]
  /** What was put up on the days, by its kind. */
  readonly posted: readonly { readonly day: LocalDate; readonly channel: StandingKind }[]
  /** The last visits that stand at doors that lost one. */
  readonly remembered: readonly (DoorVisit & { readonly doorId: DoorId })[]
}

/** An attempt that met somebody. */
export interface RawMeeting {
  readonly id: OperationId
  readonly day: LocalDate
  readonly startedAt: Milliseconds
  readonly at: Milliseconds
  readonly minutes: number | null
  readonly staff: readonly StaffId[]
  readonly late: boolean
}

/** S16: a dissuasion that met somebody is outreach of everybody who was there. */
export function activityOfMeeting({ id, day, staff, late, startedAt, at, minutes }: RawMeeting): RawActivity {
  const times = { startedAt, at, ...(minutes === null ? {} : { minutes }) }
  const interval = meetingInterval(times, defaultDissuasionPolicy)
  return { id, channel: 'dissuasion', day, audience: null, detail: {}, staff, late, ...interval }
}

/** A stop reaches back from the moment it was logged, by the worker's own word for up to four hours (`minutes` of the contract). */
const LONGEST_REACH = 240 * MINUTE

/** One round trip, after the records are written. Only records that can reach into one of the days are read. */
export async function rollupFacts(
  trx: Transaction<Tables>,
  unitId: UnitId,
  affected: readonly PersonDay[],
  forgetful: readonly DoorId[],
): Promise<RollupFacts> {
  const staff = [...new Set(affected.map(({ staffId }) => staffId))]
  const days = [...new Set(affected.map(({ day }) => day))].sort()
  const around = [...new Set(days.flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]))]
  const windows = days.map(windowOf)
  const from = Math.min(...windows.map((window) => window.from)) - currentPolicy.bridge
  const to = Math.max(...windows.map((window) => window.to)) + currentPolicy.bridge + LONGEST_REACH
  // Each person's day by its whole key: a plan made while the table was empty would else read the unit's days whole.
  const near = (
    table: 'visit' | 'hand_out',
  ) => sql`unnest(${around}::text[]) as near (day) cross join unnest(${staff}::text[]) as who (staff)
    cross join lateral (select * from ${sql.table(table)} where unit_id = ${unitId} and day = near.day and staff_id = who.staff offset 0) found
    where at between ${from} and ${to}`
  const { rows } = await sql<RollupFacts & { readonly meetings: readonly RawMeeting[] }>`${again}
    select
      (select coalesce(json_agg(one), '[]') from (
        select visit_id, staff_id, started_at, at, found.day, late, outcome, adults, leaflets, minutes, undone from ${near('visit')}
      ) one) as visits,
      (select coalesce(json_agg(one), '[]') from (
        select hand_out_id, staff_id, started_at, at, found.day, late, quantity, minutes from ${near('hand_out')}
      ) one) as "handOuts",
      (select coalesce(json_agg(one), '[]') from (
        select activity_id as id, channel, from_at as "from", to_at as "to", from_day as day,
          jsonb_build_array(staff_id) || with_staff as staff, late, audience, detail
        from activity where unit_id = ${unitId} and not undone and from_day = any(${around}::text[]) and to_day = any(${around}::text[])
      ) one) as activities,
      (select coalesce(json_agg(one), '[]') from (
        select attempt_id as id, day, started_at as "startedAt", at, minutes, jsonb_build_array(staff_id) || with_staff as staff, late
        from attempt where unit_id = ${unitId} and day = any(${around}::text[]) and met <> 'nobody'
      ) one) as meetings,
      (select coalesce(json_agg(one), '[]') from staff_day one where unit_id = ${unitId} and day = any(${days}::text[])) as "staffDays",
      (select coalesce(json_agg(day), '[]') from unit_day where unit_id = ${unitId} and day = any(${days}::text[])) as "unitDays",
      (select coalesce(json_agg(one), '[]') from (
        select day, channel from channel_day where unit_id = ${unitId} and day = any(${days}::text[])
      ) one) as "channelDays",
      (select coalesce(json_agg(one), '[]') from (
        select content->>'from' as day, content->>'kind' as channel from paper
        where unit_id = ${unitId} and kind = 'standing' and at = any(${windows.map((window) => window.from)}::bigint[])
      ) one) as posted,
      (select coalesce(json_agg(one), '[]') from unnest(${forgetful}::text[]) as door (id) cross join lateral (
        select door_id as "doorId", visit_id as id, at, outcome, come_back_at as "comeBackAt" from visit
        where unit_id = ${unitId} and door_id = door.id and not undone order by at desc, visit_id collate "C" desc limit 3
      ) one) as remembered
  `.execute(trx)
  const [facts] = rows
  if (facts === undefined) throw new Error('A select without from gave no row')
  const { meetings, activities, ...rest } = facts
  return { ...rest, activities: [...activities, ...meetings.map(activityOfMeeting)] }
}
