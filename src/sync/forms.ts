import * as v from 'valibot'
import { type Role, roles } from '#domain/staff'
import type { Budget } from './budget'
import type { Shelf } from './shelf'
import type { StorageKeys } from './storage-keys'

/** Forms half filled (F08), as the page gave them: its own schema knows them, not the engine. */
export interface Forms {
  /** False: no room. */
  save(name: string, value: unknown): boolean
  read(name: string): unknown
  count(): number
  /** What was begun in another role; all of them where there is none to act in any more. True: there was something. */
  letGo(role: Role | null): boolean
}

/**
 * Wrapped, so that a stored `undefined` or nothing at all can be told from JSON's own. `role`: in which it was begun, where the device
 * knew.
 */
const storedForm = v.object({ value: v.unknown(), role: v.optional(v.picklist(roles)) })

export function createForms(shelf: Shelf, keys: StorageKeys, budget: Budget, role: () => Role | undefined): Forms {
  const family = shelf.family(storedForm)
  return {
    save(name, value) {
      if (value !== null && value !== undefined) {
        const now = role()
        const form = { value, ...(now === undefined ? {} : { role: now }) }
        return shelf.change(() => budget.write(family, keys.form(name), form))
      }
      if (shelf.text(keys.form(name)) !== null) shelf.change(() => shelf.remove(keys.form(name)))
      return true
    },
    read: (name) => family.read(keys.form(name))?.value ?? null,
    count: () => shelf.names(keys.forms).length,
    letGo(now) {
      const gone = shelf.names(keys.forms).filter((name) => {
        const begun = family.read(keys.form(name))?.role
        return now === null || (begun !== undefined && begun !== now)
      })
      if (gone.length === 0) return false
      shelf.change(() => {
        for (const name of gone) shelf.remove(keys.form(name))
      })
      return true
    },
  }
}
