import type { OperationId, StaffId } from './ids'
import type { Interval } from './interval'
import type { MinutesPolicy } from './minutes-policy'
import { MINUTE, type Milliseconds } from './time'

/** A door visit or a hand-out of leaflets: something done at a place, logged when done. */
export interface Stop {
  readonly id: OperationId
  readonly staffId: StaffId
  readonly channel: 'door' | 'leaflet'
  readonly startedAt: Milliseconds
  readonly at: Milliseconds
  /** The worker's own word, in minutes. */
  readonly minutes?: number
}

/** Stops of one worker that follow one another closely. Never logged: derived, so that nobody clocks in (N02). */
export interface Outing extends Interval {
  readonly staffId: StaffId
  readonly stops: readonly StopTime[]
  /** Pauses between stops that were counted. */
  readonly bridged: Milliseconds
}

export interface StopTime extends Interval {
  readonly stop: Stop
  /** Why the stop counts for what it does. */
  readonly rule: 'clock' | 'at-least' | 'at-most' | 'stated'
}

/** A stop ends when it was logged and reaches back for as long as it counts. */
export function timeOfStop(stop: Stop, policy: MinutesPolicy): StopTime {
  if (stop.minutes !== undefined) return { stop, from: stop.at - stop.minutes * MINUTE, to: stop.at, rule: 'stated' }
  const elapsed = stop.at - stop.startedAt
  if (elapsed < policy.shortestStop) return { stop, from: stop.at - policy.shortestStop, to: stop.at, rule: 'at-least' }
  if (elapsed > policy.longestStop) return { stop, from: stop.at - policy.longestStop, to: stop.at, rule: 'at-most' }
  return { stop, from: stop.startedAt, to: stop.at, rule: 'clock' }
}

/** Sorted by time. The stops of several workers may be given; each outing is one worker's. */
export function outings(stops: readonly Stop[], policy: MinutesPolicy): readonly Outing[] {
  const byStaff = new Map<StaffId, StopTime[]>()
  for (const stop of stops) {
    const times = byStaff.get(stop.staffId)
    const time = timeOfStop(stop, policy)
    if (times) times.push(time)
    else byStaff.set(stop.staffId, [time])
  }
  const found: Outing[] = []
  for (const [staffId, times] of byStaff) found.push(...outingsOfOne(staffId, times, policy))
  return found.sort((a, b) => a.from - b.from || (a.staffId < b.staffId ? -1 : 1))
}

function outingsOfOne(staffId: StaffId, times: StopTime[], policy: MinutesPolicy): Outing[] {
  times.sort((a, b) => a.from - b.from || a.to - b.to || (a.stop.id < b.stop.id ? -1 : 1))
  const found: { staffId: StaffId; from: number; to: number; stops: StopTime[]; bridged: number }[] = []
  for (const time of times) {
    const last = found[found.length - 1]
    if (last && time.from - last.to <= policy.bridge) {
      last.bridged += Math.max(0, time.from - last.to)
      last.to = Math.max(last.to, time.to)
      last.stops.push(time)
    } else found.push({ staffId, from: time.from, to: time.to, stops: [time], bridged: 0 })
  }
  return found
}
