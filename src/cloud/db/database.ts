import { Kysely } from 'kysely'
import type { DatabaseConfig } from '#cloud/config'
import { dialectOn } from './dialect'
import type { Pool } from './pool'
import { ShardingAdapter } from './sharding'
import type { Tables } from './tables'

/** An open database and what only its owner (a host, a test) may do with it. Everybody else gets `kysely` through the context. */
export interface Database {
  readonly kysely: Kysely<Tables>
  readonly engine: DatabaseConfig['engine']
  /** How often answers were waited for so far, of one statement or of several that were sent together: what a slow network multiplies. */
  roundTrips(): number
  close(): Promise<void>
}

/** One dialect for both: PGlite is PostgreSQL, so only the pool differs. */
export function databaseOn(pool: Pool, engine: DatabaseConfig['engine']): Database {
  let waited = 0
  const adapter = new ShardingAdapter(engine === 'pglite' ? false : null)
  const kysely = new Kysely<Tables>({
    dialect: dialectOn(
      pool,
      adapter,
      () => {
        waited += 1
      },
      () => adapter.ask(pool),
    ),
  })
  return { kysely, engine, roundTrips: () => waited, close: () => kysely.destroy() }
}
