import type { Milliseconds } from '#domain/time'
import type { Lock, Timers } from './ports'
import type { StorageKeys } from './storage-keys'

/** Holders only write for a moment, so a short wait is enough. */
const RETRY_AFTER: Milliseconds = 40
const MOST_RETRIES = 250

/**
 * Every change of the cloud's copy reads, merges and writes; two tabs doing so at once could lose one's rows while its cursor
 * moves on. Null: another tab never let go.
 */
export type CopyLock = <T>(work: () => T) => Promise<T | null>

export function createCopyLock(lock: Lock, timers: Timers, keys: StorageKeys): CopyLock {
  return async (work) => {
    for (let tried = 0; tried < MOST_RETRIES; tried++) {
      const turn = await lock.tryRun(`${keys.base}copy`, async () => work())
      if (turn.kind === 'ran') return turn.value
      await new Promise<void>((resume) => timers.after(RETRY_AFTER, resume))
    }
    return null
  }
}
