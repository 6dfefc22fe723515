import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Config } from './config'
import type { Tables } from './db/tables'
import type { Exports } from './export/exports'
import type { Limits } from './limits/limits'
import type { PhotoStore } from './media/stores'
import type { Meter } from './metrics/meter'
import type { Messenger } from './notices/messenger'
import type { Vault } from './vault/unit-vault'
import type { Clock, Random } from './world'

/** Everything a function needs of the world, handed in: no other file reads a clock, randomness or the environment. */
export interface Context {
  readonly db: Kysely<Tables>
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
  readonly config: Config
  /** Seals and opens what is said of residents. */
  readonly vault: Vault
  /** Null: this server keeps no photos. */
  readonly photos: PhotoStore | null
  /** Null: there is nowhere to lay files that are fetched. */
  readonly exports: Exports | null
  /** Null: no subscribe message can be sent from here. */
  readonly messenger: Messenger | null
  /** Null: nobody asks this process how it does. */
  readonly meter: Meter | null
  /** Null: nobody is kept from calling. */
  readonly limits: Limits | null
}
