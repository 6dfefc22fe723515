import { randomBytes } from 'node:crypto'
import { type DestinationStream, pino } from 'pino'
import type { Config } from './config'
import type { Context } from './context'
import type { Database } from './db/database'
import { openExports } from './export/open-exports'
import { createLimits } from './limits/limits'
import { loggedError } from './logged-error'
import { openPhotoStore } from './media/open-store'
import type { Meter } from './metrics/meter'
import type { Messenger } from './notices/messenger'
import { masterKeys } from './vault/keys'
import { createVault } from './vault/unit-vault'

/** The real world: the machine's clock and randomness, lines of JSON on stderr so that stdout stays for people. */
export function systemContext(
  config: Config,
  database: Database,
  log: Context['log'],
  messenger: Messenger | null = null,
  meter: Meter | null = null,
): Context {
  const clock = { now: () => Date.now() }
  const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
  const keys = masterKeys(config, random)
  return {
    db: database.kysely,
    clock,
    random,
    log,
    config,
    vault: createVault(keys, { clock, random, cipher: config.fieldCipher }),
    photos: openPhotoStore(config, keys, clock),
    exports: openExports(config, keys, clock),
    messenger,
    meter,
    limits: createLimits(config.limits, clock, (name) => meter?.limited(name)),
  }
}

export function systemLog(
  { logLevel }: Pick<Config, 'logLevel'>,
  to: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Context['log'] {
  return pino({ level: logLevel, base: null, serializers: { err: (error: unknown) => loggedError(error) } }, to)
}
