import { databaseOn } from './database'
import { migrate } from './migrate'
import { openPostgres } from './open-postgres'

/** Over a connection of its own: a migration takes as long as it takes, and waits for another process that is at it. */
export async function migrateServer(url: string, onLostConnection: (error: Error) => void): Promise<void> {
  const database = databaseOn(openPostgres(url, onLostConnection), 'postgres')
  try {
    await migrate(database.kysely)
  } finally {
    await database.close()
  }
}
