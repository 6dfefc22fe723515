import { type ActivityChannel, isBroadcast, type TimedChannel } from './activity'
import type { OperationId, StaffId } from './ids'
import { clip, type Interval, totalLength, union } from './interval'
import type { MinutesPolicy } from './minutes-policy'
import { type Outing, outings, type Stop } from './outing'
import { addDays, type LocalDate, MINUTE, type Milliseconds, startOfDay } from './time'

/** An outreach logged with its start and end. */
export interface Activity extends Interval {
  readonly id: OperationId
  /** A dissuasion that met somebody counts from the opening of its form to its end (S16). */
  readonly channel: ActivityChannel | 'dissuasion'
  /** Who took part, the one who logged it first. */
  readonly staffIds: readonly StaffId[]
}

/** One line of the answer to "why 47?". `adds` of all lines together is exactly the day's activity time. */
export interface MinutesLine extends Interval {
  readonly source:
    | { readonly kind: 'outing'; readonly outing: Outing }
    | { readonly kind: 'activity'; readonly activity: Activity }
  readonly staffIds: readonly StaffId[]
  /** Time nothing earlier in the list had counted. */
  readonly adds: Milliseconds
  /** Time that an earlier line had counted already. */
  readonly overlap: Milliseconds
  /** Time before or after this day: it counts to the neighbouring day. */
  readonly outsideDay: Milliseconds
}

export interface MinutesExplained {
  readonly day: LocalDate
  readonly policyVersion: number
  readonly targetMinutes: number
  /** Whole minutes, rounded down once, at the very end. */
  readonly activityMinutes: number
  readonly personMinutes: number
  readonly broadcastMinutes: number
  readonly activityTime: Milliseconds
  readonly personTime: Milliseconds
  readonly broadcastTime: Milliseconds
  /** The union itself, by which two figures can be joined without counting twice. */
  readonly union: readonly Interval[]
  readonly lines: readonly MinutesLine[]
  /** Screens, loudspeakers and passive posts: shown, counted apart, never part of the 60. */
  readonly broadcasts: readonly (Interval & { readonly activity: Activity })[]
  readonly byPerson: readonly { readonly staffId: StaffId; readonly time: Milliseconds }[]
  /** Each channel's own union; channels may overlap, so they can exceed the total together. */
  readonly byChannel: readonly { readonly channel: TimedChannel; readonly time: Milliseconds }[]
}

/** The window of a day in ms. */
export function windowOf(day: LocalDate): Interval {
  return { from: startOfDay(day), to: startOfDay(addDays(day, 1)) }
}

/**
 * Outreach minutes of one unit's day (campaign notice: each community at least 60 minutes a day).
 *
 * Activity minutes are the union of the day's intervals, overlaps counted once; person-minutes the sum over workers of each
 * one's union. The stops given may reach over midnight: give those of the neighbouring days too (one bridge away is enough),
 * for an outing that crosses midnight is cut there and each day gets its part.
 */
export function outreachMinutes(
  stops: readonly Stop[],
  activities: readonly Activity[],
  day: LocalDate,
  policy: MinutesPolicy,
): MinutesExplained {
  const window = windowOf(day)
  const attended: Omit<MinutesLine, 'adds' | 'overlap'>[] = []
  const broadcasts: (Interval & { activity: Activity })[] = []
  for (const outing of outings(stops, policy)) {
    const part = clip(outing, window)
    if (part)
      attended.push({
        ...part,
        source: { kind: 'outing', outing },
        staffIds: [outing.staffId],
        outsideDay: length(outing) - length(part),
      })
  }
  for (const activity of activities) {
    const part = clip(activity, window)
    if (!part) continue
    if (isBroadcast(activity.channel)) broadcasts.push({ ...part, activity })
    else
      attended.push({
        ...part,
        source: { kind: 'activity', activity },
        staffIds: activity.staffIds,
        outsideDay: length(activity) - length(part),
      })
  }
  attended.sort((a, b) => a.from - b.from || a.to - b.to || compareText(keyOf(a.source), keyOf(b.source)))
  broadcasts.sort((a, b) => a.from - b.from || compareText(a.activity.id, b.activity.id))

  const lines = addUp(attended)
  const whole = union(attended)
  const byPerson = personTimes(attended)
  const activityTime = totalLength(whole)
  const personTime = byPerson.reduce((sum, { time }) => sum + time, 0)
  const broadcastTime = totalLength(union(broadcasts))
  return {
    day,
    policyVersion: policy.version,
    targetMinutes: policy.targetMinutes,
    activityMinutes: wholeMinutes(activityTime),
    personMinutes: wholeMinutes(personTime),
    broadcastMinutes: wholeMinutes(broadcastTime),
    activityTime,
    personTime,
    broadcastTime,
    union: whole,
    lines,
    broadcasts,
    byPerson,
    byChannel: channelTimes(attended, broadcasts),
  }
}

export function wholeMinutes(time: Milliseconds): number {
  return Math.floor(time / MINUTE)
}

/** Lines come by start, so all that earlier lines cover of this one is its beginning, up to the furthest end so far. */
function addUp(sorted: readonly Omit<MinutesLine, 'adds' | 'overlap'>[]): MinutesLine[] {
  let covered = Number.NEGATIVE_INFINITY
  return sorted.map((line) => {
    const adds = Math.max(0, line.to - Math.max(line.from, covered))
    covered = Math.max(covered, line.to)
    return { ...line, adds, overlap: length(line) - adds }
  })
}

function personTimes(
  lines: readonly Pick<MinutesLine, 'from' | 'to' | 'staffIds'>[],
): { staffId: StaffId; time: Milliseconds }[] {
  const intervals = new Map<StaffId, Interval[]>()
  for (const line of lines) for (const staffId of new Set(line.staffIds)) push(intervals, staffId, line)
  return [...intervals]
    .map(([staffId, own]) => ({ staffId, time: totalLength(union(own)) }))
    .sort((a, b) => compareText(a.staffId, b.staffId))
}

/** An outing of doors and leaflets is one stretch of time: it is the doors' unless it held none. */
export function channelOf(source: MinutesLine['source']): TimedChannel {
  if (source.kind === 'activity') return source.activity.channel
  return source.outing.stops.some(({ stop }) => stop.channel === 'door') ? 'door' : 'leaflet'
}

function channelTimes(
  lines: readonly Pick<MinutesLine, 'from' | 'to' | 'source'>[],
  broadcasts: readonly (Interval & { readonly activity: Activity })[],
): { channel: TimedChannel; time: Milliseconds }[] {
  const intervals = new Map<TimedChannel, Interval[]>()
  for (const { source, from, to } of lines) push(intervals, channelOf(source), { from, to })
  for (const { activity, from, to } of broadcasts) push(intervals, activity.channel, { from, to })
  return [...intervals]
    .map(([channel, own]) => ({ channel, time: totalLength(union(own)) }))
    .sort((a, b) => b.time - a.time || compareText(a.channel, b.channel))
}

function push<K>(map: Map<K, Interval[]>, key: K, interval: Interval): void {
  const known = map.get(key)
  if (known) known.push(interval)
  else map.set(key, [interval])
}

function length({ from, to }: Interval): Milliseconds {
  return to - from
}

function keyOf(source: MinutesLine['source']): string {
  return source.kind === 'outing' ? (source.outing.stops[0]?.stop.id ?? '') : source.activity.id
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
