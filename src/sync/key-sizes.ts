/** How large the storage's keys are, and all of them together, without adding them up each time: a record is weighed at every tap. */
export interface KeySizes {
  of(key: string): number | undefined
  set(key: string, bytes: number): void
  delete(key: string): void
  /** Forgets keys that are gone, and has those measured that are new: another tab, or another account, writes too. */
  agree(present: ReadonlySet<string>, measure: (key: string) => void): void
  sum(): number
}

export function createKeySizes(): KeySizes {
  const sizes = new Map<string, number>()
  let sum = 0
  const known: KeySizes = {
    of: (key) => sizes.get(key),
    set(key, bytes) {
      sum += bytes - (sizes.get(key) ?? 0)
      sizes.set(key, bytes)
    },
    delete(key) {
      sum -= sizes.get(key) ?? 0
      sizes.delete(key)
    },
    agree(present, measure) {
      // As many as are known: the same ones, but for a tab that took one and put another since. Both sizes are some hundred bytes of 8 MB.
      if (sizes.size === present.size) return
      for (const key of [...sizes.keys()]) if (!present.has(key)) known.delete(key)
      for (const key of present) if (!sizes.has(key)) measure(key)
    },
    sum: () => sum,
  }
  return known
}
