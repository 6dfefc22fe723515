import type { KeyValueStore } from './ports'

/**
 * The storage's keys, kept up with what this tab adds and removes, so that a look costs nothing per key. They are gone through anew
 * only where somebody else was at them: their count is another one, or `distrust` was called.
 */
export interface KeyList {
  /** Keys below the prefix. The same array while none was added or removed. */
  under(prefix: string): readonly string[]
  /** All of them, other accounts' too. */
  all(): ReadonlySet<string>
  /** This tab wrote or removed it. */
  wrote(key: string): void
  removed(key: string): void
  /** A count does not show one key taken and another one put: from now on none is known. */
  distrust(): void
  /** Tells of each key that somebody else added or removed, when a look finds it. */
  onFound(tell: (key: string) => void): void
}

interface Below {
  readonly keys: Set<string>
  /** Null: one was added or removed since. */
  list: readonly string[] | null
}

export function createKeyList(store: Pick<KeyValueStore, 'keys' | 'count'>): KeyList {
  let known: Set<string> | null = null
  let lists = new Map<string, Below>()
  /** Before `distrust`, to tell what is another one now. */
  let before: ReadonlySet<string> = new Set()
  const tellers: ((key: string) => void)[] = []

  function all(): Set<string> {
    if (known !== null && known.size === store.count()) return known
    const last = known ?? before
    const now = new Set(store.keys())
    const other = differences(last, now)
    known = now
    if (other.length > 0) lists = new Map()
    for (const key of other) for (const tell of tellers) tell(key)
    return now
  }

  function below(prefix: string, keys: ReadonlySet<string>): Below {
    const found = lists.get(prefix)
    if (found !== undefined) return found
    const made = { keys: new Set([...keys].filter((key) => key.startsWith(prefix))), list: null }
    lists.set(prefix, made)
    return made
  }

  function move(key: string, change: (keys: Set<string>) => void): void {
    for (const [prefix, each] of lists)
      if (key.startsWith(prefix)) {
        change(each.keys)
        each.list = null
      }
  }

  return {
    all,
    under(prefix) {
      const found = below(prefix, all())
      found.list ??= [...found.keys]
      return found.list
    },
    wrote(key) {
      if (known === null || known.has(key)) return
      known.add(key)
      move(key, (keys) => keys.add(key))
    },
    removed(key) {
      if (known?.delete(key) === true) move(key, (keys) => keys.delete(key))
    },
    distrust() {
      before = known ?? before
      known = null
    },
    onFound: (tell) => tellers.push(tell),
  }
}

function differences(a: ReadonlySet<string>, b: ReadonlySet<string>): readonly string[] {
  return [...[...a].filter((key) => !b.has(key)), ...[...b].filter((key) => !a.has(key))]
}
