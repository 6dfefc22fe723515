import type { Family, Shelf } from './shelf'

/** Told of each value that is another one now; undefined: there was none, or there is none any more. */
type Note<T> = (before: T | undefined, after: T | undefined) => void

/**
 * All values under a prefix, by key. The same array while nothing changed, whoever changed it; what it costs to look follows what was
 * touched since the last look, not how much there is, unless another tab changed something.
 */
export function createListing<T>(
  shelf: Shelf,
  family: Family<T>,
  prefix: string,
  note: Note<T> = () => {},
): () => readonly T[] {
  const values = new Map<string, T>()
  let order: string[] = []
  let list: readonly T[] = []
  let touched = new Set<string>()
  let last: number | null = null
  shelf.onTouch(prefix, (key) => touched.add(key))

  /** Those that are others now. */
  function look(keys: Iterable<string>, epoch: number | null): ReadonlyMap<string, T | undefined> {
    const changed = new Map<string, T | undefined>()
    for (const key of keys) {
      const value = family.read(key, epoch) ?? undefined
      if (value !== values.get(key)) changed.set(key, value)
    }
    return changed
  }

  function take(changed: ReadonlyMap<string, T | undefined>): void {
    const next = [...list]
    const fresh: string[] = []
    let gone = false
    for (const [key, value] of changed) {
      const before = values.get(key)
      note(before, value)
      if (value === undefined) gone = values.delete(key)
      else {
        if (before === undefined) fresh.push(key)
        else next[placeOf(order, key)] = value
        values.set(key, value)
      }
    }
    list = next
    if (gone || fresh.length > 0) rearrange(fresh.sort(), gone)
  }

  function rearrange(fresh: readonly string[], gone: boolean): void {
    const [first] = fresh
    const end = order[order.length - 1]
    const appended = !gone && first !== undefined && (end === undefined || first > end)
    order = [...order.filter((key) => !gone || values.has(key)), ...fresh]
    if (!appended) order.sort()
    const of = (keys: readonly string[]) => keys.flatMap((key) => values.get(key) ?? [])
    list = appended ? [...list, ...of(fresh)] : of(order)
  }

  return () => {
    const epoch = shelf.epoch()
    shelf.lookAtKeys()
    const sure = epoch !== null && epoch === last
    last = epoch
    if (sure && touched.size === 0) return list
    const keys = sure ? touched : new Set([...shelf.keys(prefix), ...values.keys()])
    touched = new Set()
    const changed = look(keys, epoch)
    if (changed.size > 0) take(changed)
    return list
  }
}

/** Where the key stands in the sorted ones. */
function placeOf(order: readonly string[], key: string): number {
  let [from, to] = [0, order.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((order[middle] ?? '') < key) from = middle + 1
    else to = middle
  }
  return from
}
