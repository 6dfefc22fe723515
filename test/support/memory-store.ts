import { utf8Bytes } from '#sync/bytes'
import { type Files, type KeyValueStore, type Lock, type Sealer, StorageFull } from '#sync/ports'
import { createTestSealer } from './test-sealer'

/** The app was killed: whatever runs on this handle afterwards is a ghost and must not reach the storage. */
export class Killed extends Error {}

/** What outlives the app: several handles (tabs, or one app after the other) share it. */
export interface Disk {
  readonly values: Map<string, string>
  /** Photos that the platform keeps. */
  readonly files: Map<string, Uint8Array>
  /** The accounts' keys, which the platform keeps elsewhere. */
  readonly keys: Map<string, Sealer>
  sealerOf(account: string): Sealer
  /** Of keys and values, UTF-8. */
  limit: number
  open: () => Handle
  bytes(): number
  lockFor(handle: Handle): Lock
}

export interface Handle extends KeyValueStore {
  /** Dies at the write after so many; null: never. */
  killAfter(writes: number | null): void
  kill(): void
  readonly dead: () => boolean
  /** Bytes of each write so far: key and value; 0 for a removal. */
  readonly writes: { readonly key: string; readonly bytes: number }[]
  reads: number
  /** How often it was gone through for all its keys. */
  listings: number
  /** A removal counts as a write: the app may be killed before it. */
  readonly files: Pick<Files, 'read' | 'remove'>
}

export function createDisk(limit = Number.POSITIVE_INFINITY): Disk {
  const values = new Map<string, string>()
  const files = new Map<string, Uint8Array>()
  const keys = new Map<string, Sealer>()
  const locks = new Map<string, Handle>()
  const size = (key: string, value: string) => utf8Bytes(key) + utf8Bytes(value)
  const disk: Disk = {
    values,
    files,
    keys,
    sealerOf(account) {
      const sealer = keys.get(account) ?? createTestSealer()
      keys.set(account, sealer)
      return sealer
    },
    limit,
    bytes: () => [...values].reduce((sum, [key, value]) => sum + size(key, value), 0),
    open() {
      let left: number | null = null
      let isDead = false
      const alive = () => {
        if (isDead) throw new Killed()
      }
      const beforeWrite = () => {
        alive()
        if (left === null) return
        if (left === 0) {
          isDead = true
          throw new Killed()
        }
        left--
      }
      const handle: Handle = {
        writes: [],
        reads: 0,
        listings: 0,
        dead: () => isDead,
        killAfter: (writes) => {
          left = writes
        },
        kill: () => {
          isDead = true
        },
        get(key) {
          alive()
          handle.reads++
          return values.get(key) ?? null
        },
        set(key, value) {
          alive()
          const before = values.get(key)
          const grown = size(key, value) - (before === undefined ? 0 : size(key, before))
          if (grown > 0 && disk.limit !== Number.POSITIVE_INFINITY && disk.bytes() + grown > disk.limit)
            throw new StorageFull()
          beforeWrite()
          values.set(key, value)
          handle.writes.push({ key, bytes: size(key, value) })
        },
        remove(key) {
          alive()
          if (!values.has(key)) return
          beforeWrite()
          values.delete(key)
          handle.writes.push({ key, bytes: 0 })
        },
        keys() {
          alive()
          handle.listings++
          return [...values.keys()]
        },
        count() {
          alive()
          return values.size
        },
        files: {
          async read(path) {
            alive()
            return files.get(path) ?? null
          },
          async remove(path) {
            alive()
            if (!files.has(path)) return
            beforeWrite()
            files.delete(path)
            handle.writes.push({ key: path, bytes: 0 })
          },
        },
      }
      return handle
    },
    lockFor(handle) {
      return {
        async tryRun(name, run) {
          const holder = locks.get(name)
          if (holder && !holder.dead()) return { kind: 'busy' }
          locks.set(name, handle)
          try {
            return { kind: 'ran', value: await run() }
          } finally {
            if (locks.get(name) === handle) locks.delete(name)
          }
        },
      }
    },
  }
  return disk
}
