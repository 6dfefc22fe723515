import type { Milliseconds } from '#domain/time'
import { type Clock, StorageFull } from './ports'
import type { Shelf } from './shelf'
import type { StorageKeys } from './storage-keys'
import { type StoredMeta, storedMeta } from './stored'

const nothingYet: StoredMeta = { offset: null, lastDeliveredAt: null, lastPulledAt: null }

/** A drift below this is the network's, not the clock's: not worth a write. */
const NOTICEABLE: Milliseconds = 200

/** The little that outlives a run: the clock's offset, and when things last went well (by the server's clock). */
export interface Meta {
  get(): StoredMeta
  note(news: Partial<StoredMeta>): void
  /** An answer that took `took` ms says what the server's clock showed about half of that ago. */
  learnOffset(serverTime: Milliseconds, took: Milliseconds): void
  /** The server's time, as well as it is known. */
  serverNow(): Milliseconds
}

export function createMeta(shelf: Shelf, keys: StorageKeys, clock: Clock): Meta {
  const family = shelf.family<StoredMeta>(storedMeta)
  const get = () => family.read(keys.meta) ?? nothingYet

  function note(news: Partial<StoredMeta>): void {
    try {
      shelf.change(() => family.write(keys.meta, { ...get(), ...news }))
    } catch (error) {
      // Known again after the next answer.
      if (!(error instanceof StorageFull)) throw error
    }
  }

  return {
    get,
    note,
    learnOffset(serverTime, took) {
      const offset = Math.round(serverTime + took / 2 - clock.now())
      const known = get().offset
      if (known === null || Math.abs(offset - known) > NOTICEABLE) note({ offset })
    },
    serverNow: () => clock.now() + (get().offset ?? 0),
  }
}
