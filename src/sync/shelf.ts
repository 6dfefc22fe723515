import * as v from 'valibot'
import { utf8Bytes } from './bytes'
import { createKeyList } from './key-list'
import { createKeySizes } from './key-sizes'
import { type KeyValueStore, StorageFull } from './ports'
import type { StorageKeys } from './storage-keys'

/** The account's part of the storage: its sizes, its version, and values parsed on the way out. */
export interface Shelf {
  /** Values of one schema; `packing`: how they lie there, where that differs from how they are read. */
  family<T>(schema: v.GenericSchema<unknown, T>, packing?: Packing<T>): Family<T>
  /** `last`: as it lay there when it was last weighed, if that is at hand. */
  text(key: string, last?: string): string | null
  /** Throws `StorageFull`, and then the old value is still there. `bytes`: its size with the key, if that is at hand. */
  setText(key: string, text: string, bytes?: number): void
  remove(key: string): void
  /** Moves a text that can't be read under `broken/`. */
  setAside(key: string, text: string): void
  /** Keys below the prefix. The same array while none was added or removed. */
  keys(prefix: string): readonly string[]
  /** The same without the prefix. */
  names(prefix: string): readonly string[]
  /** Wraps all that replaces or removes: marks the version before and after, so that no reader caches what is half done. */
  change<T>(work: () => T): T
  /**
   * Moves on when another tab changed something; null while one is inside a change, or died there: then nothing may be taken
   * from memory. One small read.
   */
  epoch(): number | null
  onRemove(forget: (key: string) => void): void
  /** Tells of each key below the prefix that this tab wrote or removed, and, at a look at the keys, of those that another one added or removed. */
  onTouch(prefix: string, tell: (key: string) => void): void
  /** Its value has to be looked at anew. */
  touch(key: string): void
  /** Looks whether another tab added or removed keys. A count shows it, but for one taken and another one put without a mark. */
  lookAtKeys(): void
  /** The next look goes through all keys. */
  distrustKeys(): void
  /** Of all keys in the storage, other accounts' too: the platform's limit is for all of them. */
  bytes(): number
  bytesOf(key: string): number
  /** What a text takes under that key. */
  sizeOf(key: string, text: string): number
  /** Tells the size of a key without reading it. */
  assumeBytes(key: string, bytes: number): void
  /** Values that could not be read back. */
  broken(): number
}

/** Remembers what it parsed, but never past the epoch: another tab writes the same keys. */
export interface Family<T> {
  /** Null: absent, or unreadable and set aside. `epoch`: the shelf's, where many keys are read at once. The same object as before while the text is the same. */
  read(key: string, epoch?: number | null): T | null
  /** Compares the text whatever the epoch says. */
  readThrough(key: string): T | null
  /** Throws `StorageFull`. `raw`, `bytes`: the value's `text` and its size with the key, if they are at hand. */
  write(key: string, value: T, raw?: string, bytes?: number): void
  /** As it would lie in the storage. */
  text(value: T): string
  /** What was unpacked is unpacked anew: it can be now. */
  forget(): void
}

/** Both give what the schema takes. What can't be unpacked now is given as it lies there, and packed so again. */
export interface Packing<T> {
  pack(value: T): T
  unpack(stored: T): T
}

const asItIs = { pack: <T>(value: T) => value, unpack: <T>(stored: T) => stored }

/** First character of the version inside a change. */
const IN_CHANGE = 'w'

export function createShelf(store: KeyValueStore, keys: StorageKeys, tab: string): Shelf {
  const sizes = createKeySizes()
  const list = createKeyList(store)
  const sizeOf = (key: string, text: string) => store.bytesOf?.(key, text) ?? utf8Bytes(key) + utf8Bytes(text)
  const forgetters: ((key: string) => void)[] = []
  const touchers: { readonly prefix: string; readonly tell: (key: string) => void }[] = []
  let depth = 0
  let changes = 0
  let epoch = 0
  /** The version as last seen, or as this tab left it. */
  let seen = store.get(keys.version) ?? ''
  let ownMark: string | null = null

  function look(): number | null {
    const found = store.get(keys.version) ?? ''
    const anothers = found.startsWith(IN_CHANGE) && found !== ownMark
    if (found !== seen) epoch++
    if (found !== seen || anothers) list.distrust()
    seen = found
    return anothers ? null : epoch
  }

  function touch(key: string): void {
    for (const { prefix, tell } of touchers) if (key.startsWith(prefix)) tell(key)
  }

  list.onFound(touch)

  function mark(text: string): void {
    try {
      shelf.setText(keys.version, text)
      seen = text
    } catch (error) {
      // Without the mark another tab may show an older state for a while; nothing is lost.
      if (!(error instanceof StorageFull)) throw error
    }
  }

  const shelf: Shelf = {
    family: (schema, packing = asItIs) => createFamily(shelf, schema, packing),
    text(key, last) {
      const text = store.get(key)
      if (text === null) sizes.delete(key)
      else if (text !== last || sizes.of(key) === undefined) sizes.set(key, sizeOf(key, text))
      return text
    },
    setText(key, text, bytes = sizeOf(key, text)) {
      store.set(key, text)
      sizes.set(key, bytes)
      list.wrote(key)
      touch(key)
    },
    remove(key) {
      store.remove(key)
      sizes.delete(key)
      list.removed(key)
      for (const forget of forgetters) forget(key)
      touch(key)
    },
    setAside(key, text) {
      try {
        shelf.setText(`${keys.broken}${key.slice(keys.base.length)}`, text)
        shelf.remove(key)
      } catch (error) {
        // No room for the copy: it stays where it is, unread.
        if (!(error instanceof StorageFull)) throw error
      }
    },
    keys(prefix) {
      shelf.epoch()
      return list.under(prefix)
    },
    names: (prefix) => shelf.keys(prefix).map((key) => key.slice(prefix.length)),
    // Inside of an own change the storage is not asked each time: whoever writes meanwhile is seen at its end, and nothing of it is kept then.
    epoch: () => (depth > 0 ? epoch : look()),
    onRemove: (forget) => forgetters.push(forget),
    onTouch: (prefix, tell) => touchers.push({ prefix, tell }),
    touch,
    lookAtKeys: () => void list.all(),
    distrustKeys: list.distrust,
    change(work) {
      const stamp = `${tab}.${++changes}`
      if (depth++ === 0) {
        look()
        ownMark = `${IN_CHANGE}${stamp}`
        mark(ownMark)
      }
      try {
        return work()
      } finally {
        if (--depth === 0) {
          // Another tab's mark over ours: what it changed must be read again.
          look()
          ownMark = null
          mark(stamp)
        }
      }
    },
    bytes() {
      sizes.agree(list.all(), (key) => void shelf.text(key))
      return sizes.sum()
    },
    bytesOf: (key) => sizes.of(key) ?? 0,
    sizeOf,
    assumeBytes(key, bytes) {
      if (sizes.of(key) === undefined) sizes.set(key, bytes)
    },
    broken: () => shelf.keys(keys.broken).length,
  }

  return shelf
}

function createFamily<T>(shelf: Shelf, schema: v.GenericSchema<unknown, T>, packing: Packing<T>): Family<T> {
  const known = new Map<string, { readonly epoch: number | null; readonly raw: string; readonly value: T }>()

  shelf.onRemove((key) => known.delete(key))

  function readThrough(key: string): T | null {
    const before = known.get(key)
    const raw = shelf.text(key, before?.raw)
    if (raw === null) {
      known.delete(key)
      return null
    }
    if (before?.raw === raw) {
      known.set(key, { ...before, epoch: shelf.epoch() })
      return before.value
    }
    const result = v.safeParse(schema, parseJson(raw))
    if (!result.success) {
      known.delete(key)
      shelf.setAside(key, raw)
      return null
    }
    const value = packing.unpack(result.output)
    known.set(key, { epoch: shelf.epoch(), raw, value })
    return value
  }

  const text = (value: T) => JSON.stringify(packing.pack(value))

  return {
    readThrough,
    text,
    forget() {
      const all = [...known.keys()]
      known.clear()
      for (const key of all) shelf.touch(key)
    },
    read(key, epoch = shelf.epoch()) {
      const before = known.get(key)
      const sure = before !== undefined && before.epoch !== null && before.epoch === epoch
      return sure ? before.value : readThrough(key)
    },
    write(key, value, raw = text(value), bytes = shelf.sizeOf(key, raw)) {
      shelf.setText(key, raw, bytes)
      known.set(key, { epoch: shelf.epoch(), raw, value })
    },
  }
}

/** Undefined is what no schema of ours accepts. */
export function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}
