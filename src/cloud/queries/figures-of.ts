import type { Kysely, Selectable } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { type ActivityChannel, activityChannels } from '#domain/activity'
import { addGroups, type GroupCounts } from '#domain/activity-detail'
import type { DayRange } from '#domain/campaign'
import { dayStatus } from '#domain/day-status'
import type { UnitId } from '#domain/ids'
import { wholeMinutes } from '#domain/minutes'
import { currentPolicy, policyOf } from '#domain/minutes-policy'
import type { Waiting } from '#domain/report'
import type { ReportFigures } from '#domain/report-figures'
import { addDays, dayOf, type LocalDate, type Milliseconds, startOfDay } from '#domain/time'
import { devicesOf, takenTo } from './devices'

/** A span's figures, and whose records may still be to come. */
export interface CountedSpan {
  readonly figures: ReportFigures
  readonly waiting: readonly Waiting[]
}

/** A unit's rollups of some days, and what else its figures are made of. */
export interface Counts {
  readonly days: readonly Pick<
    Selectable<Tables['unit_day']>,
    'day' | 'policy_version' | 'activity_ms' | 'person_ms' | 'broadcast_ms' | 'late'
  >[]
  readonly channels: readonly Selectable<Tables['channel_day']>[]
  readonly doors: number
  readonly visited: number
  readonly devices: Awaited<ReturnType<typeof devicesOf>>
}

/** From the rollups and the buildings' own counts: a report reads no record, however many there are. */
export async function figuresOf(
  db: Kysely<Tables>,
  unitId: UnitId,
  span: DayRange,
  now: Milliseconds,
): Promise<CountedSpan> {
  const counts = await readCounts(db, unitId, span)
  return { figures: figuresIn(counts, span, now), waiting: await namesOf(db, unitId, span.to, now) }
}

/** Four statements. Spans within these days are then counted without another. */
export async function readCounts(db: Kysely<Tables>, unitId: UnitId, { from, to }: DayRange): Promise<Counts> {
  const days = await db
    .selectFrom('unit_day')
    .select(['day', 'policy_version', 'activity_ms', 'person_ms', 'broadcast_ms', 'late'])
    .where('unit_id', '=', unitId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute()
  const channels = await db
    .selectFrom('channel_day')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute()
  const doors = await db
    .selectFrom('building')
    .select((eb) => [
      eb.fn.coalesce(eb.fn.sum<number>('doors'), eb.lit(0)).as('doors'),
      eb.fn.coalesce(eb.fn.sum<number>('visited'), eb.lit(0)).as('visited'),
    ])
    .where('unit_id', '=', unitId)
    .executeTakeFirst()
  return {
    days,
    channels,
    doors: Number(doors?.doors ?? 0),
    visited: Number(doors?.visited ?? 0),
    devices: await devicesOf(db, unitId),
  }
}

/** The figures of a span that `counts` covers. */
export function figuresIn(counts: Counts, span: DayRange, now: Milliseconds): ReportFigures {
  const within = ({ day }: { readonly day: LocalDate }) => span.from <= day && day <= span.to
  const days = counts.days.filter(within)
  const channels = counts.channels.filter(within)
  const known = new Map(days.map((row) => [row.day, row]))
  const statuses = daysOf(span, now).map((day) => {
    const row = known.get(day)
    const policy = (row && policyOf(row.policy_version)) ?? currentPolicy
    return dayStatus(row?.activity_ms ?? 0, day, counts.devices, now, policy)
  })
  const sum = <Row>(rows: readonly Row[], of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
  const inChannel = (channel: string) => channels.filter((row) => row.channel === channel)
  const door = inChannel('door')
  const leaflet = inChannel('leaflet')
  const acts = channels.filter((row) => isActivity(row.channel))
  return {
    daysMet: statuses.filter((status) => status === 'met').length,
    daysNotMet: statuses.filter((status) => status === 'not-met' || status === 'open').length,
    daysUnknown: statuses.filter((status) => status === 'unknown').length,
    minutes: sum(days, (row) => wholeMinutes(row.activity_ms)),
    personMinutes: sum(days, (row) => wholeMinutes(row.person_ms)),
    broadcastMinutes: sum(days, (row) => wholeMinutes(row.broadcast_ms)),
    visits: sum(door, ({ count }) => count),
    met: sum(door, ({ met }) => met),
    adults: sum(door, ({ adults }) => adults),
    handOuts: sum(leaflet, ({ count }) => count),
    leaflets: sum(leaflet, ({ leaflets }) => leaflets),
    doorLeaflets: sum(door, ({ leaflets }) => leaflets),
    dissuasions: sum(inChannel('dissuasion'), ({ count }) => count),
    activities: byChannel(acts),
    audience: sum(acts, ({ audience }) => audience),
    reach: sum(acts, ({ reach }) => reach),
    sessions: sum(acts, ({ sessions }) => sessions),
    posted: sum(channels, ({ posted }) => posted),
    groups: acts.reduce<GroupCounts>((groups, row) => addGroups(groups, row.groups), {}),
    doors: counts.doors,
    doorsVisited: counts.visited,
    late: sum(days, ({ late }) => late),
  }
}

/** Up to today: what has not begun is neither met nor missed. */
function daysOf({ from, to }: DayRange, now: Milliseconds): readonly LocalDate[] {
  const last = dayOf(now) < to ? dayOf(now) : to
  const days: LocalDate[] = []
  for (let day = from; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}

function isActivity(channel: string): channel is ActivityChannel {
  return activityChannels.some((known) => known === channel)
}

/** In the channels' order, so that the same figures are the same text. */
function byChannel(rows: readonly { readonly channel: string; readonly count: number }[]) {
  const counts: Partial<Record<ActivityChannel, number>> = {}
  for (const channel of activityChannels) {
    const count = rows.reduce((sum, row) => sum + (row.channel === channel ? row.count : 0), 0)
    if (count > 0) counts[channel] = count
  }
  return counts
}

/** People whose device holds records of the span, or has been silent since before it ended (N03, N04). */
async function namesOf(
  db: Kysely<Tables>,
  unitId: UnitId,
  to: LocalDate,
  now: Milliseconds,
): Promise<readonly Waiting[]> {
  const spanEnd = Math.min(now, startOfDay(addDays(to, 1)))
  const rows = await db
    .selectFrom('device')
    .innerJoin('staff', 'staff.staff_id', 'device.staff_id')
    .select([
      'staff.name',
      'device.pending',
      'device.seen_at',
      'device.empty_at',
      'staff.unit_id',
      takenTo.as('taken_to'),
    ])
    .where('device.unit_id', '=', unitId)
    .orderBy('staff.staff_id')
    .orderBy('device.device_id')
    .execute()
  return rows
    .filter(({ seen_at, pending, empty_at, unit_id, taken_to: takenTo }) => {
      // Of a volunteer whose service ended within the span nothing is waited for beyond it.
      const end = takenTo !== null && takenTo < to ? Math.min(spanEnd, startOfDay(addDays(takenTo, 1))) : spanEnd
      const lost = now - seen_at > currentPolicy.silentFor
      const holds = pending > 0 && empty_at < end
      const silent = now >= end && seen_at < end && unit_id === unitId
      return !lost && (holds || silent)
    })
    .map(({ name, pending, seen_at }) => ({ name, pending, seenAt: seen_at }))
}
