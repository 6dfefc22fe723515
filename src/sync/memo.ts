/** The last result again while everything it was made of is the same object: stores get stable references. */
export function memo<Deps extends readonly unknown[], T>(make: (...deps: Deps) => T): (...deps: Deps) => T {
  let last: { readonly deps: Deps; readonly value: T } | null = null
  return (...deps) => {
    if (last === null || last.deps.some((dep, at) => dep !== deps[at])) last = { deps, value: make(...deps) }
    return last.value
  }
}

/** One memo a key. */
export function memoBy<K, Deps extends readonly unknown[], T>(
  make: (key: K, ...deps: Deps) => T,
): (key: K, ...deps: Deps) => T {
  const memos = new Map<K, (...deps: Deps) => T>()
  return (key, ...deps) => {
    const known = memos.get(key) ?? memo((...given: Deps) => make(key, ...given))
    memos.set(key, known)
    return known(...deps)
  }
}
