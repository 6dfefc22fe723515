import { MINUTE, type Milliseconds } from '#domain/time'
import type { Timers } from './ports'

/** Doors logged one after the other share a call. */
const AFTER_SAVE: Milliseconds = 300
const FIRST_RETRY: Milliseconds = 2_000
const LONGEST_RETRY: Milliseconds = 5 * MINUTE
/** However long the cloud asks for: a phone that is open tries at least so often. */
const LONGEST_WAIT: Milliseconds = 15 * MINUTE
/**
 * News is asked for this long after the last time while doors are being logged: what the phone did itself it shows anyway, and a
 * pull after each door would double the calls of an evening and give back, door by door, what it has just sent.
 */
export const NEWS_AFTER: Milliseconds = 5 * MINUTE

/** When the next run is. One timer at most; the sooner of two wishes wins. */
interface Schedule {
  afterSave(): void
  /**
   * After a run that was stopped: exponential, with jitter so that a street of phones does not return all at once. `wait`: how long the
   * cloud asked for patience, 0 where it did not say; null: it did not ask.
   */
  afterFailure(wait: Milliseconds | null): void
  afterSuccess(moreToDo: boolean): void
  /** After a run that sent and did not pull. */
  afterSending(): void
  stop(): void
}

/** What a run is for: `send` leaves the pull out when there was one within `NEWS_AFTER`. */
export type Purpose = 'all' | 'send'

export function createSchedule(timers: Timers, random: () => number, run: (purpose: Purpose) => void): Schedule {
  let failures = 0
  let timer: { readonly cancel: () => void; readonly delay: Milliseconds } | null = null
  let stopped = false
  let patient = false

  function at(delay: Milliseconds, purpose: Purpose = 'all'): void {
    if (stopped || (timer !== null && timer.delay <= delay)) return
    timer?.cancel()
    const { cancel } = timers.after(delay, () => {
      timer = null
      patient = false
      run(purpose)
    })
    timer = { cancel, delay }
  }

  function clear(): void {
    timer?.cancel()
    timer = null
  }

  return {
    afterSave() {
      if (!patient) at(AFTER_SAVE, 'send')
    },
    afterFailure(wait) {
      clear()
      patient = wait !== null
      const delay = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(failures++, 20))
      const told = Math.min(LONGEST_WAIT, wait ?? 0)
      // Sooner than told it would be refused again; a little later by chance, for others were told the same.
      at(Math.max(delay * (0.5 + random() / 2), told * (1 + random() / 5)))
    },
    afterSuccess(moreToDo) {
      clear()
      patient = false
      failures = 0
      if (moreToDo) at(FIRST_RETRY)
    },
    afterSending() {
      clear()
      patient = false
      failures = 0
      at(NEWS_AFTER)
    },
    stop() {
      stopped = true
      clear()
    },
  }
}
