import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import type { Config } from './config'
import type { Context } from './context'
import type { Database } from './db/database'

/** The real world: the machine's clock and randomness, lines of JSON on stderr so that stdout stays for people. */
export function systemContext(config: Config, database: Database, log: Context['log']): Context {
  return {
    db: database.kysely,
    clock: { now: () => Date.now() },
    random: { bytes: (count) => new Uint8Array(randomBytes(count)) },
    log,
    config,
  }
}

export function systemLog({ logLevel }: Config): Context['log'] {
  return pino({ level: logLevel, base: null }, pino.destination({ dest: 2, sync: true }))
}
