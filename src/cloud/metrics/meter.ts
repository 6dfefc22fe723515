import { type LimitName, limitNames } from '#cloud/limits/limit-config'
import type { PushOutcome } from '#contract/push'
import { type Milliseconds, SECOND } from '#domain/time'

/** What one server counts of itself since it started; whoever scrapes it adds several up. No unit, no person, no record is named. */
export interface Meter {
  /** A batch that was answered; `lags`: of what was applied now, from when it was done until it came. */
  pushed(outcomes: readonly PushOutcome[], lags: readonly Milliseconds[]): void
  /** A call that was one too many. */
  limited(by: LimitName): void
  timerBegan(at: Milliseconds): void
  timerEnded(at: Milliseconds, worked: boolean): void
  read(): Measured
}

export interface Measured {
  readonly outcomes: Readonly<Record<PushOutcome['kind'], number>>
  /** `below`: how many were not above each of `lagBounds`; the last one above all of them. */
  readonly lag: { readonly below: readonly number[]; readonly count: number; readonly sum: Milliseconds }
  readonly limited: Readonly<Record<LimitName, number>>
  readonly timer: TimerMeasured
}

export interface TimerMeasured {
  readonly beganAt: Milliseconds | null
  /** Of the last run that came to its end, and whether it failed. */
  readonly endedAt: Milliseconds | null
  readonly worked: boolean | null
  readonly failures: number
}

/** Seconds: at once, within a minute, an hour, a day; two hours are where a record is late. */
export const lagBounds = [1, 5, 30, 60, 300, 1_800, 7_200, 43_200, 86_400, 259_200] as const

export function createMeter(): Meter {
  const outcomes = { applied: 0, duplicate: 0, held: 0, rejected: 0 }
  const below = lagBounds.map(() => 0)
  let lag = { count: 0, sum: 0 }
  const limited = Object.fromEntries(limitNames.map((name) => [name, 0])) as Record<LimitName, number>
  let timer: TimerMeasured = { beganAt: null, endedAt: null, worked: null, failures: 0 }
  return {
    pushed(answered, lags) {
      for (const { kind } of answered) outcomes[kind] += 1
      for (const time of lags) {
        lag = { count: lag.count + 1, sum: lag.sum + time }
        for (const [index, bound] of lagBounds.entries())
          if (time <= bound * SECOND) below[index] = (below[index] ?? 0) + 1
      }
    },
    limited(by) {
      limited[by] += 1
    },
    timerBegan(at) {
      timer = { ...timer, beganAt: at }
    },
    timerEnded(at, worked) {
      timer = { ...timer, endedAt: at, worked, failures: timer.failures + (worked ? 0 : 1) }
    },
    read: () => ({ outcomes: { ...outcomes }, lag: { below: [...below], ...lag }, limited: { ...limited }, timer }),
  }
}

/** The work, with its beginning and its end told to the meter. */
export function timed(meter: Meter, now: () => Milliseconds, work: () => Promise<unknown>): () => Promise<void> {
  return async () => {
    meter.timerBegan(now())
    let worked = false
    try {
      await work()
      worked = true
    } finally {
      meter.timerEnded(now(), worked)
    }
  }
}
