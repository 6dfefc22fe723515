import type { DatabaseConfig } from '#cloud/config'
import { type Database, databaseOn } from './database'
import type { Limits } from './limits'
import { openPglite } from './open-pglite'
import { openPostgres } from './open-postgres'

/** For a host that may run on either. A cloud function takes `openPostgres` alone, so that its bundle has no PGlite. */
export async function openDatabase(
  config: DatabaseConfig,
  onLostConnection: (error: Error) => void,
  limits: Limits | null = null,
): Promise<Database> {
  switch (config.engine) {
    case 'pglite':
      return databaseOn(await openPglite(config.folder, limits), 'pglite')
    case 'postgres':
      return databaseOn(openPostgres(config.url, onLostConnection, limits), 'postgres')
    default:
      return config satisfies never
  }
}
