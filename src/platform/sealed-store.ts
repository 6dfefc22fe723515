import * as v from 'valibot'
import { staffId } from '#contract/scalars'
import type { StaffId } from '#domain/ids'
import { utf8Bytes } from '#sync/bytes'
import { type KeyValueStore, type Sealer, StorageFull } from '#sync/ports'

/** No value of ours begins so: all are JSON. */
const MARK = '~'
/** Where a text goes that could not be opened when another took its place. */
const ASIDE = '~'

/**
 * A storage in which what only this device has (records, forms half filled, what could not be read back) lies sealed under its person's
 * key; everything else lies as it is. Readers and writers see plain texts. While the key is not there, such a text is as if it were
 * absent, never lost: written over, it goes aside.
 */
export interface SealedStore extends KeyValueStore {
  /**
   * Seals what of this person's was read and lies open: from before the key was there. What there is no room for stays open until the
   * next time.
   */
  sealOpen(staff: StaffId): void
  /** Something of this person's lies sealed. Looks no further than the first. */
  hasSealed(staff: StaffId): boolean
  /** How many of this person's texts can't be opened. With the key there only once one was read that it did not open. */
  locked(staff: StaffId): number
}

/** `sealersOf`: a person's; the first one seals, any of them may open. None while his key is not there. */
export function createSealedStore(inner: KeyValueStore, sealersOf: (staff: StaffId) => readonly Sealer[]): SealedStore {
  // Of whom something lies here that his key does not open; only of them a write looks at what it takes the place of.
  const lost = new Set<StaffId>()
  // What was read and lies open: it is not looked for, because reading a phone's storage through takes long.
  const open = new Map<string, StaffId>()
  // The same text is opened once: the engine compares what lies there again and again.
  const opened = new Map<string, Opened>()
  const failed = new Map<string, { readonly raw: string; readonly sealers: readonly Sealer[] }>()

  function opens(key: string, raw: string, staff: StaffId): string | null {
    const sealers = sealersOf(staff)
    const before = opened.get(key)
    const vain = failed.get(key)
    if (vain?.raw === raw && vain.sealers === sealers) return null
    const found = before?.raw === raw && sealers.includes(before.by) ? before : openedBy(sealers, raw)
    if (found === null) {
      lost.add(staff)
      failed.set(key, { raw, sealers })
      return null
    }
    opened.set(key, found)
    // Under a key that may not be here at the next start.
    if (found.by !== sealers[0]) open.set(key, staff)
    return found.plain
  }

  function freeBeside(key: string): string {
    const name = key + ASIDE
    return inner.get(name) === null ? name : freeBeside(name)
  }

  function seal(key: string, plain: string, sealer: Sealer): void {
    const raw = MARK + sealer.seal(plain)
    inner.set(key, raw)
    open.delete(key)
    opened.set(key, { raw, plain, by: sealer })
  }

  function keysOf(staff: StaffId): readonly string[] {
    return inner.keys().filter((key) => whose(key) === staff)
  }

  return {
    get(key) {
      const raw = inner.get(key)
      const staff = raw === null ? null : whose(key)
      if (raw === null || staff === null) return raw
      if (isSealed(raw)) return opens(key, raw, staff)
      open.set(key, staff)
      return raw
    },
    set(key, value) {
      const staff = whose(key)
      if (staff === null) return inner.set(key, value)
      const [sealer] = sealersOf(staff)
      if (sealer === undefined || lost.has(staff)) {
        const raw = inner.get(key)
        if (raw !== null && isSealed(raw) && opens(key, raw, staff) === null) inner.set(freeBeside(key), raw)
      }
      if (sealer !== undefined) return seal(key, value, sealer)
      inner.set(key, value)
      open.set(key, staff)
    },
    remove(key) {
      opened.delete(key)
      open.delete(key)
      inner.remove(key)
    },
    keys: inner.keys,
    count: inner.count,
    bytesOf(key, value) {
      const staff = whose(key)
      const [sealer] = staff === null ? [] : sealersOf(staff)
      return (
        utf8Bytes(key) + (sealer === undefined ? utf8Bytes(value) : MARK.length + sealer.sealedLength(utf8Bytes(value)))
      )
    },
    sealOpen(staff) {
      const [sealer] = sealersOf(staff)
      if (sealer === undefined) return
      for (const [key, its] of open) {
        // Another tab may have sealed it, or changed it, since.
        const raw = its === staff ? inner.get(key) : null
        const plain = raw === null || !isSealed(raw) ? raw : opens(key, raw, staff)
        if (plain === null) continue
        try {
          seal(key, plain, sealer)
        } catch (error) {
          if (!(error instanceof StorageFull)) throw error
          return
        }
      }
    },
    hasSealed: (staff) => keysOf(staff).some((key) => isSealed(inner.get(key) ?? '')),
    locked(staff) {
      if (sealersOf(staff).length > 0 && !lost.has(staff)) return 0
      return keysOf(staff).filter((key) => {
        const raw = inner.get(key) ?? ''
        return isSealed(raw) && opens(key, raw, staff) === null
      }).length
    },
  }
}

interface Opened {
  readonly raw: string
  readonly plain: string
  readonly by: Sealer
}

function openedBy(sealers: readonly Sealer[], raw: string): Opened | null {
  for (const by of sealers) {
    const plain = by.open(raw.slice(MARK.length))
    if (plain !== null) return { raw, plain, by }
  }
  return null
}

function isSealed(raw: string): boolean {
  return raw.startsWith(MARK)
}

/** Below `q/<unit>/<staff>/` records, forms, and what could not be read back (`#sync/storage-keys`). */
const OF_ENGINE = /^q\/[^/]+\/([^/]+)\/(?:o|f|broken)\/./
/** What is written at a desk (`#stores/desk-draft-keys`). */
const OF_DESK = /^(?!q\/)[^/]+\/([^/]+)\/./

/** Whose text lies under that key, if it is one to be sealed. */
function whose(key: string): StaffId | null {
  const [, name] = OF_ENGINE.exec(key) ?? OF_DESK.exec(key) ?? []
  const found = v.safeParse(staffId, name)
  return found.success ? found.output : null
}
