import { uuidv7 } from 'uuidv7'
import type { OperationId } from '#domain/ids'
import type { Clock, Ids, Timers } from '#sync/ports'

/** `performance` is missing in older base libraries of WeChat; there the wall clock since the start stands in. */
export function deviceClock(): Clock {
  const start = Date.now()
  const monotonic = typeof performance !== 'undefined' && typeof performance.now === 'function'
  return {
    now: () => Date.now(),
    elapsed: () => Math.max(0, Math.round(monotonic ? performance.now() : Date.now() - start)),
  }
}

/** UUIDv7 works without `crypto.getRandomValues`, which some phones lack. */
export function deviceIds(): Ids {
  return { operation: () => uuidv7() as OperationId }
}

export function deviceTimers(): Timers {
  return {
    after(delay, run) {
      const timer = setTimeout(run, delay)
      return { cancel: () => clearTimeout(timer) }
    },
  }
}
