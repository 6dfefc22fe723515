import type { DatabaseConfig } from '#cloud/config'
import type { Database } from './database'
import { servingLimits } from './limits'
import { migrate } from './migrate'
import { migrateServer } from './migrate-server'
import { openDatabase } from './open-database'

/** Brought up to this build, and then open to whoever answers calls: nothing is waited for without an end any more. */
export async function openServing(config: DatabaseConfig, onLostConnection: (error: Error) => void): Promise<Database> {
  if (config.engine === 'postgres') {
    await migrateServer(config.url, onLostConnection)
    return openDatabase(config, onLostConnection, servingLimits)
  }
  // Opening PGlite takes seconds, and nobody else can hold a lock in it.
  const database = await openDatabase(config, onLostConnection, servingLimits)
  try {
    await migrate(database.kysely)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
