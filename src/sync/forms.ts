import * as v from 'valibot'
import type { Budget } from './budget'
import type { Shelf } from './shelf'
import type { StorageKeys } from './storage-keys'

/** Forms half filled (F08), as the page gave them: its own schema knows them, not the engine. */
export interface Forms {
  /** False: no room. */
  save(name: string, value: unknown): boolean
  read(name: string): unknown
}

/** Wrapped, so that a stored `undefined` or nothing at all can be told from JSON's own. */
const storedForm = v.object({ value: v.unknown() })

export function createForms(shelf: Shelf, keys: StorageKeys, budget: Budget): Forms {
  const family = shelf.family(storedForm)
  return {
    save(name, value) {
      if (value !== null && value !== undefined)
        return shelf.change(() => budget.write(family, keys.form(name), { value }))
      if (shelf.text(keys.form(name)) !== null) shelf.change(() => shelf.remove(keys.form(name)))
      return true
    },
    read: (name) => family.read(keys.form(name))?.value ?? null,
  }
}
