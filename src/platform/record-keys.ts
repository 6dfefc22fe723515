import type { StaffId } from '#domain/ids'
import type { KeyValueStore } from '#sync/ports'
import { bytesOfHex } from './bytes'
import type { KeyPlace, RandomBytes } from './keyring'
import { createSealedStore } from './sealed-store'
import { createSealer, KEY_BYTES, START_BYTES, type WholeSealer } from './sealer'
import { within } from './within'

/**
 * The keys under which what only this device has lies sealed: one for each account, made by the cloud and told at each sign-in, so that a
 * device that lost it gets the same again, and none who is not that person can open what he left behind.
 */
export interface RecordKeys {
  /** The device's storage, with each person's own under his key. */
  readonly store: KeyValueStore
  /** Of everybody whose key is there, for what names nobody: files. */
  sealers(): readonly WholeSealer[]
  sealerOf(staff: StaffId): WholeSealer | null
  /** This platform keeps no keys: nothing is sealed. */
  readonly none: boolean
  has(staff: StaffId): boolean
  /** Something of this person's lies sealed, and its key is not there yet. */
  mustOpen(staff: StaffId): boolean
  /** Reads the key that is kept. Never rejects. */
  read(staff: StaffId): Promise<void>
  /** Takes the key that the cloud told. Never rejects: one that can't be kept is there until the app ends. */
  take(staff: StaffId, key: string): Promise<void>
  /** Seals what was read and lies open, from before the key was there. */
  sealOpen(staff: StaffId): void
  /** Sealed texts of this person's that can't be opened now. */
  locked(staff: StaffId): number
  /** The kept key goes; what is in memory serves until `close`. Never rejects. */
  drop(staff: StaffId): Promise<void>
  close(staff: StaffId): void
}

/** `place` null: this platform keeps no keys. */
export function createRecordKeys(inner: KeyValueStore, place: KeyPlace | null, randomBytes: RandomBytes): RecordKeys {
  // Of each the newest first: what an earlier one has sealed in this run is not lost to the one that the cloud told.
  const sealers = new Map<StaffId, readonly WholeSealer[]>()
  const byKey = new Map<string, WholeSealer>()
  const sealersOf = (staff: StaffId) => sealers.get(staff) ?? []
  const store = createSealedStore(inner, sealersOf)

  async function open(staff: StaffId, hex: string): Promise<void> {
    const key = bytesOfHex(hex)
    if (key?.length !== KEY_BYTES) return
    const sealer = byKey.get(hex) ?? createSealer(key, await randomBytes(START_BYTES))
    byKey.set(hex, sealer)
    sealers.set(staff, [sealer, ...sealersOf(staff).filter((other) => other !== sealer)])
  }

  /** The one that seals last, so that it comes first. */
  async function openKept(from: KeyPlace, staff: StaffId): Promise<void> {
    for (const name of [earlierOf(staff), nameOf(staff)]) {
      const key = await from.find(name)
      if (key !== null) await open(staff, key)
    }
  }

  return {
    store,
    none: place === null,
    sealers: () => [...sealers.values()].flat(),
    sealerOf: (staff) => sealersOf(staff)[0] ?? null,
    has: (staff) => sealers.has(staff),
    mustOpen: (staff) => !sealers.has(staff) && store.hasSealed(staff),
    async read(staff) {
      if (place === null || sealers.has(staff)) return
      await within(openKept(place, staff)).catch(() => undefined)
    },
    async take(staff, key) {
      if (place === null) return
      const answers = await within(openKept(place, staff)).then(
        () => true,
        () => false,
      )
      await within(open(staff, key)).catch(() => undefined)
      // A place that did not answer is not asked again: somebody waits.
      if (answers) await within(replace(place, staff, key)).catch(() => undefined)
    },
    sealOpen: store.sealOpen,
    locked: store.locked,
    async drop(staff) {
      if (place === null) return
      const names = [nameOf(staff), earlierOf(staff)]
      await within(Promise.all(names.map((name) => place.remove(name)))).catch(() => undefined)
    },
    close: (staff) => void sealers.delete(staff),
  }
}

/**
 * The cloud's word counts. Should another lie there, the cloud has lost its own (restored from before it, say): the old one stays beside it,
 * for what it sealed.
 */
async function replace(place: KeyPlace, staff: StaffId, key: string): Promise<void> {
  const before = await place.keep(nameOf(staff), key)
  if (before === key) return
  await place.remove(earlierOf(staff))
  await place.keep(earlierOf(staff), before)
  await place.remove(nameOf(staff))
  await place.keep(nameOf(staff), key)
}

function earlierOf(staff: StaffId): string {
  return `record-key-before/${staff}`
}

function nameOf(staff: StaffId): string {
  return `record-key/${staff}`
}
