import { type Kysely, type Migration, Migrator, sql } from 'kysely'
import { up as fieldWork } from './migrations/0001-field-work'
import { up as dissuasion } from './migrations/0002-dissuasion'
import { up as street } from './migrations/0003-street'
import { up as channels } from './migrations/0004-channels'
import { up as exportJobs } from './migrations/0005-export'
import { up as enrolment } from './migrations/0006-enrolment'
import { up as channelIndex } from './migrations/0007-channel-index'
import { up as lastDays } from './migrations/0008-last-days'
import { up as cards } from './migrations/0009-cards'
import { up as sessions } from './migrations/0010-sessions'
import { up as rebinding } from './migrations/0011-rebinding'
import { up as keyRotation } from './migrations/0012-key-rotation'
import { up as retention } from './migrations/0013-retention'
import { up as accountKey } from './migrations/0014-account-key'
import type { Tables } from './tables'

/** In order of their names. Imported, not read from a folder: a bundle has no folder. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-field-work': { up: fieldWork },
  '0002-dissuasion': { up: dissuasion },
  '0003-street': { up: street },
  '0004-channels': { up: channels },
  '0005-export': { up: exportJobs },
  '0006-enrolment': { up: enrolment },
  '0007-channel-index': { up: channelIndex },
  '0008-last-days': { up: lastDays },
  '0009-cards': { up: cards },
  '0010-sessions': { up: sessions },
  '0011-rebinding': { up: rebinding },
  '0012-key-rotation': { up: keyRotation },
  '0013-retention': { up: retention },
  '0014-account-key': { up: accountKey },
}

/** The newest version this build knows. */
export const newestSchema = Object.keys(migrations).sort().at(-1) ?? ''

/**
 * Brings the schema up to this build. Two processes that start at once are safe: the second waits for the first one's lock and
 * finds nothing to do.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  if (!(await isNewest(db))) await migrateTo(db, newestSchema)
}

/**
 * Asked before Kysely's own look, which reads every column of every table: a third of what a start on PGlite takes, and most starts have
 * nothing to do. Whatever is not exactly this build's list is Kysely's to judge.
 */
async function isNewest(db: Kysely<Tables>): Promise<boolean> {
  const { rows: known } = await sql`select where to_regclass('kysely_migration') is not null`.execute(db)
  if (known.length === 0) return false
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const applied = rows.map(({ name }) => name).sort()
  return applied.join() === Object.keys(migrations).sort().join()
}

/** As it was with an older build: a backup is put into the schema that it was taken of. Never back from a newer one. */
export async function migrateTo(db: Kysely<Tables>, schema: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } })
  const { error, results } =
    schema === newestSchema ? await migrator.migrateToLatest() : await migrator.migrateTo(schema)
  if (error === undefined) return
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName
  throw new Error(failed === undefined ? 'The schema could not be migrated' : `Migration ${failed} failed`, {
    cause: error,
  })
}

export function knowsSchema(schema: string): boolean {
  return schema in migrations
}

/** The newest migration that was applied, for `/health`. */
export async function schemaVersion(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(db)
  return rows[0]?.name ?? ''
}
