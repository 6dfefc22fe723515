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
  const sealersOf = (staff: StaffId) => sealers.get(staff) ?? []
  const store = createSealedStore(inner, sealersOf)

  async function open(staff: StaffId, hex: string): Promise<void> {
    const key = bytesOfHex(hex)
    if (key?.length !== KEY_BYTES) return
    const sealer = createSealer(key, await randomBytes(START_BYTES))
    sealers.set(staff, [sealer, ...sealersOf(staff)])
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
      await within(place.find(nameOf(staff)).then((key) => (key === null ? undefined : open(staff, key)))).catch(
        () => undefined,
      )
    },
    async take(staff, key) {
      if (place === null) return
      await within(open(staff, key)).catch(() => undefined)
      await within(replace(place, nameOf(staff), key)).catch(() => undefined)
    },
    sealOpen: store.sealOpen,
    locked: store.locked,
    async drop(staff) {
      if (place !== null) await within(place.remove(nameOf(staff))).catch(() => undefined)
    },
    close: (staff) => void sealers.delete(staff),
  }
}

/** The cloud's word counts: should another lie there, it opens nothing any more. */
async function replace(place: KeyPlace, name: string, key: string): Promise<void> {
  if ((await place.keep(name, key)) === key) return
  await place.remove(name)
  await place.keep(name, key)
}

function nameOf(staff: StaffId): string {
  return `record-key/${staff}`
}
