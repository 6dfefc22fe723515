import * as v from 'valibot'
import { buildingId } from '#contract/scalars'
import type { BuildingId, OperationId } from '#domain/ids'
import { StorageFull } from './ports'
import type { Family, Shelf } from './shelf'
import type { StorageKeys } from './storage-keys'
import { type StoredUsed, storedUsed } from './stored'

/** Of the platform's 10 MB (F09); the rest is for whatever else the app and the platform store. */
export const BUDGET_BYTES = 8 * 1024 * 1024
/** The platform takes 1 MB a key. */
const MOST_KEY_BYTES = 900 * 1024

export interface Budget {
  /** False: there is no room even after everything that may go has gone; the old value is still there. */
  write<T>(family: Family<T>, key: string, value: T): boolean
  /** Marks a building as used now. */
  use(building: BuildingId): void
  /** Held buildings, the last used first. */
  byUse(): readonly BuildingId[]
}

/** Delivered records that may go when nothing else can, oldest first. */
type Releasable = () => readonly OperationId[]

/**
 * Keeps the storage within its budget. What goes, in this order: buildings by least recent use (the cloud has them), delivered
 * records (the cloud has them too). Never what has not been delivered.
 */
export function createBudget(shelf: Shelf, keys: StorageKeys, delivered: Releasable): Budget {
  const family = shelf.family<StoredUsed>(storedUsed)
  // Also lowered by what the platform refuses: its limit may be smaller than its documents say.
  let limit = BUDGET_BYTES
  const used = () => family.read(keys.used) ?? {}
  for (const [building, [, bytes]] of Object.entries(used())) shelf.assumeBytes(`${keys.buildings}${building}`, bytes)

  /** Removes the least valuable thing. False: nothing is left that may go. */
  function release(except: string): boolean {
    const order = used()
    const [building] = shelf
      .names(keys.buildings)
      .filter((name) => `${keys.buildings}${name}` !== except)
      .sort((a, b) => (order[a]?.[0] ?? 0) - (order[b]?.[0] ?? 0))
    if (building !== undefined) {
      shelf.change(() => shelf.remove(`${keys.buildings}${building}`))
      return true
    }
    const oldest = delivered().find((id) => keys.operation(id) !== except)
    if (oldest === undefined) return false
    shelf.change(() => shelf.remove(keys.operation(oldest)))
    return true
  }

  return {
    write(to, key, value) {
      const text = to.text(value)
      const size = shelf.sizeOf(key, text)
      if (size > MOST_KEY_BYTES) return false
      while (shelf.bytes() - shelf.bytesOf(key) + size > limit) if (!release(key)) break
      for (;;) {
        try {
          to.write(key, value, text, size)
          return true
        } catch (error) {
          if (!(error instanceof StorageFull)) throw error
          limit = Math.min(limit, shelf.bytes())
          if (!release(key)) return false
        }
      }
    },
    byUse() {
      const order = used()
      const held = new Set(shelf.names(keys.buildings))
      return Object.keys(order)
        .filter((name) => held.has(name))
        .sort((a, b) => (order[b]?.[0] ?? 0) - (order[a]?.[0] ?? 0))
        .flatMap((name) => {
          const id = v.safeParse(buildingId, name)
          return id.success ? [id.output] : []
        })
    },
    use(building) {
      const before = used()
      const newest = Math.max(0, ...Object.values(before).map(([order]) => order))
      const bytes = shelf.bytesOf(keys.building(building))
      const known = before[building]
      if (known && known[0] === newest && known[1] === bytes) return
      const held = new Set(shelf.names(keys.buildings))
      const still = Object.entries(before).filter(([name]) => held.has(name))
      try {
        shelf.change(() => family.write(keys.used, { ...Object.fromEntries(still), [building]: [newest + 1, bytes] }))
      } catch (error) {
        // Only the order of releasing suffers.
        if (!(error instanceof StorageFull)) throw error
      }
    },
  }
}
