import type { Lock } from '#sync/ports'

/**
 * On the web two tabs share the storage: Web Locks let one of them sync at a time, and a closed tab's lock falls. A mini program
 * runs once on a phone, so there a set of names suffices.
 */
export function deviceLock(): Lock {
  const held = new Set<string>()
  return {
    async tryRun(name, run) {
      if (held.has(name)) return { kind: 'busy' }
      held.add(name)
      try {
        if (typeof navigator !== 'undefined' && navigator.locks !== undefined) {
          return await navigator.locks.request(name, { ifAvailable: true }, async (lock) =>
            lock === null ? ({ kind: 'busy' } as const) : ({ kind: 'ran', value: await run() } as const),
          )
        }
        return { kind: 'ran', value: await run() }
      } finally {
        held.delete(name)
      }
    },
  }
}
