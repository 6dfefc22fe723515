import type { Services } from '#stores/services'
import { noCamera } from './no-camera'
import { operationIds } from './operation-ids'

type Told = 'transport' | 'now' | 'device' | 'openEngine'

/** A platform that keeps no keys. */
export const noRecordKeys: Services['recordKeys'] = {
  none: true,
  has: () => false,
  mustOpen: () => false,
  read: async () => {},
  take: async () => {},
  sealOpen: () => {},
  locked: () => 0,
  drop: async () => {},
  close: () => {},
}

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
    recordKeys: noRecordKeys,
    locate: async () => null,
    camera: noCamera,
    askToTell: () => {},
    knownByPlatform: false,
    ...told,
  }
}
