import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Database, databaseOn } from '#cloud/db/database'
import { migrate } from '#cloud/db/migrate'
import { openPglite } from '#cloud/db/open-pglite'
import { openPostgres } from '#cloud/db/open-postgres'
import { type PostgresServer, startPostgres } from '../postgres-server'
import { testEngine } from '../test-database'

/** Data that a server process of its own works on: a folder, or a PostgreSQL that nobody else uses and that may be killed. */
export interface OwnPlace {
  readonly env: Readonly<Record<string, string>>
  readonly postgres: PostgresServer | null
  /** Only while no server works on it, or on PostgreSQL. */
  with<Value>(work: (database: Database) => Promise<Value>): Promise<Value>
  remove(): void
}

/** Migrated, and with what `prepare` puts there: opening PGlite takes seconds. `within`: where it lies; the rest is of `startPostgres`. */
export async function ownPlace<Prepared>(
  prepare: (database: Database) => Promise<Prepared>,
  { within = tmpdir(), ...postgresOptions }: NonNullable<Parameters<typeof startPostgres>[0]> = {},
): Promise<OwnPlace & { readonly prepared: Prepared }> {
  const postgres = testEngine() === 'postgres' ? await startPostgres({ within, ...postgresOptions }) : null
  const folder = mkdtempSync(path.join(within, 'qiaomen-own-'))
  const open = async () =>
    postgres === null
      ? databaseOn(await openPglite(folder), 'pglite')
      : databaseOn(
          openPostgres(postgres.url, () => {}),
          'postgres',
        )
  const place: OwnPlace = {
    env: postgres === null ? { DATA_DIR: folder, QIAOMEN_MODE: 'real' } : { DATABASE_URL: postgres.url },
    postgres,
    async with(work) {
      const database = await open()
      try {
        return await work(database)
      } finally {
        await database.close()
      }
    },
    remove() {
      postgres?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  const prepared = await place.with(async (database) => {
    await migrate(database.kysely)
    return prepare(database)
  })
  return { ...place, prepared }
}
