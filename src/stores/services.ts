import type { Location } from '#contract/location'
import type { DeviceId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import type { Account, Engine } from '#sync/engine-api'
import type { KeyValueStore, Transport } from '#sync/ports'

/** What the stores need of the world; `compose.ts` provides it once, tests provide their own. */
export interface Services {
  readonly store: KeyValueStore
  readonly transport: Transport
  readonly now: () => Milliseconds
  readonly device: DeviceId
  readonly openEngine: (account: Account) => Engine
  /** One fix, or null; never throws, never takes longer than 5 s. */
  readonly locate: () => Promise<Location | null>
  /** On WeChat a person is known by the platform. */
  readonly knownByPlatform: boolean
}

let provided: Services | null = null

export function provide(services: Services): void {
  provided = services
}

export function services(): Services {
  if (provided === null) throw new Error('services() before provide()')
  return provided
}
