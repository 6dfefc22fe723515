import { MINUTE, type Milliseconds } from '#domain/time'
import type { Timers } from './ports'

/** Doors logged one after the other share a call. */
const AFTER_SAVE: Milliseconds = 300
const FIRST_RETRY: Milliseconds = 2_000
const LONGEST_RETRY: Milliseconds = 5 * MINUTE
/**
 * News is asked for this long after the last time while doors are being logged: what the phone did itself it shows anyway, and a
 * pull after each door would double the calls of an evening and give back, door by door, what it has just sent.
 */
export const NEWS_AFTER: Milliseconds = 5 * MINUTE

/** When the next run is. One timer at most; the sooner of two wishes wins. */
interface Schedule {
  afterSave(): void
  /** After a run that was stopped: exponential, with jitter so that a street of phones does not return all at once. */
  afterFailure(askedForPatience: boolean): void
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
    afterFailure(askedForPatience) {
      clear()
      patient = askedForPatience
      const delay = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(failures++, 20))
      at(delay * (0.5 + random() / 2))
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
