import { HOUR, MINUTE, type Milliseconds } from './time'

/** The rules a day was computed with. A figure names the version, so that an old report can be explained later. */
export interface MinutesPolicy {
  readonly version: number
  /** 每天宣传不少于 60 分钟 (campaign notice, 集中宣传). */
  readonly targetMinutes: number
  /** Stops of one worker that are at most this far apart form one outing; the pause between them counts. */
  readonly bridge: Milliseconds
  /** What one stop counts for by its own clock, at least and at most, unless the worker says otherwise. */
  readonly shortestStop: Milliseconds
  readonly longestStop: Milliseconds
  /** A record that reaches the server later than this after it happened is marked late 补传. */
  readonly lateAfter: Milliseconds
  /** A device unheard of since before a day's end leaves that day unknown for this long (N03). */
  readonly silentFor: Milliseconds
}

export const currentPolicy: MinutesPolicy = {
  version: 1,
  targetMinutes: 60,
  bridge: 8 * MINUTE,
  shortestStop: MINUTE,
  longestStop: 20 * MINUTE,
  lateAfter: 2 * HOUR,
  silentFor: 5 * 24 * HOUR,
}

const policies: readonly MinutesPolicy[] = [currentPolicy]

/** The rule set a stored figure names. */
export function policyOf(version: number): MinutesPolicy | undefined {
  return policies.find((policy) => policy.version === version)
}
