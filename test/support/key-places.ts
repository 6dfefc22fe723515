import type { KeyPlace } from '#platform/keyring'

/** A place for keys in memory, which outlives the app. */
export function memoryPlace(kept = new Map<string, string>()): KeyPlace & { readonly kept: Map<string, string> } {
  return {
    kept,
    async keep(name, fresh) {
      kept.set(name, kept.get(name) ?? fresh)
      return kept.get(name) ?? fresh
    },
    find: async (name) => kept.get(name) ?? null,
    async remove(name) {
      kept.delete(name)
    },
  }
}

const refuse = () => Promise.reject(new Error('no'))
export const failingPlace: KeyPlace = { keep: refuse, find: refuse, remove: refuse }

let drawn = 0
/** Never the same twice, and the same in each run. */
export const countedBytes = async (count: number) => new Uint8Array(count).map((_, at) => (at === 0 ? ++drawn : at))
