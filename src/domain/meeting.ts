import type { DissuasionPolicy } from './dissuasion-policy'
import type { Interval } from './interval'
import { MINUTE, type Milliseconds } from './time'

/** A dissuasion that met somebody, as it was logged. */
export interface MeetingTime {
  /** When its form was opened at the door. */
  readonly startedAt: Milliseconds
  /** When it was saved. */
  readonly at: Milliseconds
  /** The worker's own word, in minutes. */
  readonly minutes?: number | undefined
}

/**
 * What a meeting counts for (S16): it ends when it was logged and reaches back for as long as it took, by the worker's word or
 * else by the clock. Never less than the shortest nor more than the longest that the policy knows: a form left open over lunch,
 * or a clock moved in between, is no outreach.
 */
export function meetingInterval(
  { startedAt, at, minutes }: MeetingTime,
  { shortestMeeting, longestMeeting }: Pick<DissuasionPolicy, 'shortestMeeting' | 'longestMeeting'>,
): Interval {
  const took = minutes === undefined ? at - startedAt : minutes * MINUTE
  return { from: at - Math.min(Math.max(took, shortestMeeting), longestMeeting), to: at }
}
