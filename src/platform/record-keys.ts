import type { StaffId } from '#domain/ids'
import type { KeyValueStore } from '#sync/ports'
import { bytesOfHex } from './bytes'
import type { KeyPlace, RandomBytes } from './keyring'
import { createSealedStore } from './sealed-store'
import { createSealer, KEY_BYTES, START_BYTES, type WholeSealer } from './sealer'
import { within } from './within'

interface Held {
  /** Hex; the newest first, as the sealers are. */
  readonly keys: readonly string[]
  readonly sealers: readonly WholeSealer[]
}

const nothing: Held = { keys: [], sealers: [] }

/**
 * The keys under which what only this device has lies sealed: one for each account, made by the cloud and told at each sign-in, so that a
 * device that lost it gets the same again, and none who is not that person can open what he left behind. `place` null: this platform
 * keeps no keys. What each call promises is said where it is asked for (`RecordKeys` in `#stores/services`).
 */
export function createRecordKeys(inner: KeyValueStore, place: KeyPlace | null, randomBytes: RandomBytes) {
  // What an earlier key has sealed in this run is not lost to the one that the cloud told.
  const held = new Map<StaffId, Held>()
  const sealersOf = (staff: StaffId) => (held.get(staff) ?? nothing).sealers
  const store = createSealedStore(inner, sealersOf)

  async function open(staff: StaffId, hex: string): Promise<void> {
    const key = bytesOfHex(hex)
    if (key?.length !== KEY_BYTES) return
    const start = await randomBytes(START_BYTES)
    const { keys, sealers } = held.get(staff) ?? nothing
    const at = keys.indexOf(hex)
    const sealer = sealers[at] ?? createSealer(key, start)
    held.set(staff, {
      keys: [hex, ...keys.filter((other) => other !== hex)],
      sealers: [sealer, ...sealers.filter((other) => other !== sealer)],
    })
  }

  /** The one that seals last, so that it comes first. */
  async function openKept(from: KeyPlace, staff: StaffId): Promise<void> {
    for (const name of [earlierOf(staff), nameOf(staff)]) {
      const key = await from.find(name)
      if (key !== null) await open(staff, key)
    }
  }

  return {
    /** The device's storage, with each person's own under his key. */
    store,
    /** Of everybody whose key is there, for what names nobody: files. */
    sealers: (): readonly WholeSealer[] => [...held.values()].flatMap(({ sealers }) => sealers),
    sealerOf: (staff: StaffId): WholeSealer | null => sealersOf(staff)[0] ?? null,
    none: place === null,
    has: (staff: StaffId) => held.has(staff),
    mustOpen: (staff: StaffId) => !held.has(staff) && store.hasSealed(staff),
    async read(staff: StaffId): Promise<void> {
      if (place === null || held.has(staff)) return
      await within(openKept(place, staff)).catch(() => undefined)
    },
    async take(staff: StaffId, key: string): Promise<void> {
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
    async drop(staff: StaffId): Promise<void> {
      if (place === null) return
      const names = [nameOf(staff), earlierOf(staff)]
      await within(Promise.all(names.map((name) => place.remove(name)))).catch(() => undefined)
    },
    close: (staff: StaffId) => void held.delete(staff),
  }
}

export type RecordKeys = ReturnType<typeof createRecordKeys>

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
