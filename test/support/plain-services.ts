import type { Services } from '#stores/services'
import { noCamera } from './no-camera'
import { operationIds } from './operation-ids'

type Told = 'transport' | 'now' | 'device' | 'openEngine'

/** A device without location, camera or WeChat, that keeps things in memory; a test says what else it has. */
export function plainServices(told: Pick<Services, Told> & Partial<Services>): Services {
  const stored = new Map<string, string>()
  return {
    store: {
      get: (key) => stored.get(key) ?? null,
      set: (key, value) => void stored.set(key, value),
      remove: (key) => void stored.delete(key),
      keys: () => [...stored.keys()],
      count: () => stored.size,
    },
    newId: operationIds(),
    forgetKey: async () => {},
    locate: async () => null,
    camera: noCamera,
    askToTell: () => {},
    knownByPlatform: false,
    ...told,
  }
}
