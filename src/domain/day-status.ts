import type { MinutesPolicy } from './minutes-policy'
import { addDays, type LocalDate, MINUTE, type Milliseconds, startOfDay } from './time'

/** What the server last heard of one installation of the app in a unit. */
export interface DeviceNews {
  /** When it last spoke, by the server's clock. */
  readonly seenAt: Milliseconds
  /** Records it said it still held then, besides what it was sending. */
  readonly pending: number
  /** When it last said it held nothing, its first word if it never did: what it holds is not older. */
  readonly emptyAt: Milliseconds
  /**
   * The last day whose records are still taken from its person; null: no end. Nobody waits for the phone of a volunteer whose
   * service was over by then, for what it held of that day would be turned back.
   */
  readonly takenTo: LocalDate | null
}

/** `takenTo` of whoever was stopped: nothing is taken any more, of no day. */
export const TAKEN_NEVER = '0001-01-01' as LocalDate

/**
 * `met` 达标: what has arrived suffices, and more can only add. `unknown` 待送达: it does not, but a device still holds
 * records, or has been silent since before the day ended. `not-met` 未达标: it does not and nothing is expected any more.
 * `open` 进行中: today, nothing held back, the day is not over (N03).
 */
export type DayStatus = 'met' | 'not-met' | 'unknown' | 'open'

export function dayStatus(
  activityTime: Milliseconds,
  day: LocalDate,
  devices: readonly DeviceNews[],
  now: Milliseconds,
  policy: MinutesPolicy,
): DayStatus {
  if (activityTime >= policy.targetMinutes * MINUTE) return 'met'
  const end = startOfDay(addDays(day, 1))
  const start = startOfDay(day)
  // A device that stays away for longer is taken for lost: what it held is a late record if it ever comes.
  const expected = devices.filter(
    ({ seenAt, takenTo }) => now - seenAt <= policy.silentFor && (takenTo === null || day <= takenTo),
  )
  const holds = expected.some(({ seenAt, pending, emptyAt }) => pending > 0 && seenAt >= start && emptyAt < end)
  const silent = now >= end && expected.some(({ seenAt }) => seenAt < end)
  if (holds || silent) return 'unknown'
  return now < end ? 'open' : 'not-met'
}
