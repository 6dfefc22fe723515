import type { Family, Shelf } from './shelf'

/** All values under a prefix. The same array while nothing changed, whoever changed it. */
export function createListing<T>(shelf: Shelf, family: Family<T>, prefix: string): () => readonly T[] {
  let known = new Map<string, T>()
  let list: readonly T[] = []
  return () => {
    const now = new Map<string, T>()
    const epoch = shelf.epoch()
    let changed = false
    for (const name of shelf.names(prefix)) {
      // A family remembers within the epoch, so what is untouched costs no parsing.
      const value = family.read(`${prefix}${name}`, epoch)
      if (value === null) continue
      now.set(name, value)
      if (known.get(name) !== value) changed = true
    }
    if (changed || now.size !== known.size) {
      known = now
      list = [...now.values()]
    }
    return list
  }
}
