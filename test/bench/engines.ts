import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import type { DatabaseConfig } from '../../src/cloud/config'
import { type Database, databaseOn } from '../../src/cloud/db/database'
import { migrate } from '../../src/cloud/db/migrate'
import { openPglite } from '../../src/cloud/db/open-pglite'
import { openPostgres } from '../../src/cloud/db/open-postgres'
import { findPostgres, startPostgres } from '../support/postgres-server'
import { type RecordingPool, recordingPool } from '../support/recording-pool'

export type Engine = DatabaseConfig['engine']
export const engines = ['pglite', 'postgres'] as const satisfies readonly Engine[]

/** Engines that this machine has. */
export const enginesHere = (): readonly Engine[] =>
  engines.filter((engine) => engine === 'pglite' || findPostgres() !== undefined)

/** A database of the bench's own, gone when it is closed. */
export interface BenchDatabase extends Database {
  readonly pool: RecordingPool
  /** `PostgreSQL 15.18 on x86_64-pc-linux-gnu` */
  readonly version: string
}

/** Empty and migrated. PGlite lies in a folder as on a server of one's own; PostgreSQL is started for this, with those settings, and stopped after it. */
export async function openBenchDatabase(engine: Engine, settings: readonly string[] = []): Promise<BenchDatabase> {
  const { pool: opened, remove } = engine === 'pglite' ? await onPglite() : await onPostgres(settings)
  const pool = recordingPool(opened)
  const database = databaseOn(pool, engine)
  try {
    await migrate(database.kysely)
    const { rows } = await sql<{ version: string }>`select version() as version`.execute(database.kysely)
    const version = (rows[0]?.version ?? '').split(',')[0] ?? ''
    return { ...database, pool, version, close: () => database.close().finally(remove) }
  } catch (error) {
    await database.close().finally(remove)
    throw error
  }
}

async function onPglite() {
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-bench-'))
  return { pool: await openPglite(folder), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

async function onPostgres(settings: readonly string[]) {
  const server = await startPostgres({ settings })
  return { pool: openPostgres(server.url, () => {}), remove: () => server.stop() }
}
