import type { Family, Shelf } from './shelf'

/** All values under a prefix. The same array while nothing changed, whoever changed it. */
export function createListing<T>(shelf: Shelf, family: Family<T>, prefix: string): () => readonly T[] {
  let known = new Map<string, T>()
  let list: readonly T[] = []
  return () => {
    const epoch = shelf.epoch()
    const now: (readonly [string, T])[] = []
    let changed = false
    for (const key of shelf.keys(prefix)) {
      // A family remembers within the epoch, so what is untouched costs no parsing.
      const value = family.read(key, epoch)
      if (value === null) continue
      now.push([key, value])
      if (known.get(key) !== value) changed = true
    }
    // Mostly nothing has: it is asked several times for each batch that leaves.
    if (changed || now.length !== known.size) {
      known = new Map(now)
      list = now.map(([, value]) => value)
    }
    return list
  }
}
