import { MINUTE, type Milliseconds } from '#domain/time'

/** Calls a minute for each key. */
export interface Rate {
  /** Counts one call. How long until the next would be let through; 0: this one is, and only then it is counted. */
  take(key: string): Milliseconds
}

/** A key is some hundred bytes: 2 MB, and more callers a minute than a street has people. */
const MOST_KEYS = 20_000

/**
 * A minute's calls may come at once; after that they come free one by one, evenly (GCRA: a key is the one time at which its allowance
 * will be whole again). So a first sync is not slowed, nobody gets twice as many around the edge of a window, and whoever is refused
 * hears exactly how long. The time is handed in, nothing wakes up by itself, and of keys only so many are kept: those that are longest
 * unused go first.
 */
export function createRate(perMinute: number, now: () => Milliseconds, mostKeys = MOST_KEYS): Rate {
  const apart = MINUTE / perMinute
  /** In the order of their last use. */
  const wholeAgain = new Map<string, Milliseconds>()

  function allowanceOf(key: string, at: Milliseconds): Milliseconds {
    const known = wholeAgain.get(key)
    // Further ahead than any allowance reaches: somebody set the clock back.
    return known === undefined || known < at || known > at + MINUTE ? at : known
  }

  function makeRoom(at: Milliseconds): void {
    if (wholeAgain.size < mostKeys) return
    for (const [key, time] of wholeAgain) if (time <= at) wholeAgain.delete(key)
    const [oldest] = wholeAgain.keys()
    if (wholeAgain.size >= mostKeys && oldest !== undefined) wholeAgain.delete(oldest)
  }

  return {
    take(key) {
      const at = now()
      const next = allowanceOf(key, at) + apart
      // A thousandth of a millisecond is lost in the sums.
      if (next - at > MINUTE + 0.001) return next - at - MINUTE
      wholeAgain.delete(key)
      makeRoom(at)
      wholeAgain.set(key, next)
      return 0
    },
  }
}
