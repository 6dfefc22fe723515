import { randomUUID } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import { type Database, databaseOn } from '#cloud/db/database'
import { pgliteParsers, poolOf } from '#cloud/db/open-pglite'
import { openPostgres } from '#cloud/db/open-postgres'
import type { Pool } from '#cloud/db/pool'
import { createOnAll } from './citus-databases'
import { migratedSnapshot } from './pglite-snapshot'
import { databaseAt, onceOn } from './postgres-template'

/** A fresh, migrated database on the engine that the Jest project names; closing it removes it. `through`: what to send it through. */
export async function openTestDatabase(through: (pool: Pool) => Pool = (pool) => pool): Promise<Database> {
  if (testEngine() === 'pglite') return inMemory(await migratedSnapshot(), through)
  return onServer(await createMigratedDatabase(), through)
}

export async function openEmptyDatabase(): Promise<Database> {
  if (isCitus()) return onServer(await createOnAll())
  return testEngine() === 'pglite' ? inMemory() : onServer(await createDatabase())
}

/** Citus is a PostgreSQL: what is different there is made different by `createDatabase`. */
export function testEngine(): 'pglite' | 'postgres' {
  return process.env.QIAOMEN_TEST_DATABASE === 'pglite' ? 'pglite' : 'postgres'
}

export function isCitus(): boolean {
  return process.env.QIAOMEN_TEST_DATABASE === 'citus'
}

async function inMemory(snapshot?: Blob, through = (pool: Pool) => pool): Promise<Database> {
  const contents = snapshot === undefined ? {} : { loadDataDir: snapshot }
  return databaseOn(through(poolOf(await PGlite.create({ parsers: pgliteParsers, ...contents }))), 'pglite')
}

export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** A database of its own on that server, or on the one of TEST_DATABASE_URL. On Citus it is migrated and cut already. */
export async function createDatabase(server = process.env.TEST_DATABASE_URL): Promise<TestDatabase> {
  if (isCitus()) return createOnAll(process.env.TEST_CITUS_TEMPLATE)
  return createOn(server)
}

/** The same with the newest schema: a copy of the one that test/support/start-postgres.ts migrated. */
export async function createMigratedDatabase(): Promise<TestDatabase> {
  if (isCitus()) return createDatabase()
  const template = process.env.TEST_DATABASE_TEMPLATE
  if (template === undefined)
    throw new Error('TEST_DATABASE_TEMPLATE is not set: test/support/start-postgres.ts sets it')
  return createOn(process.env.TEST_DATABASE_URL, template)
}

async function createOn(server: string | undefined, template?: string): Promise<TestDatabase> {
  if (server === undefined) throw new Error('TEST_DATABASE_URL is not set: test/support/start-postgres.ts sets it')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onceOn(server, `create database ${name}${template === undefined ? '' : ` template ${template}`}`)
  return { url: databaseAt(server, name), drop: () => onceOn(server, `drop database ${name} with (force)`) }
}

/** Opened as a host would; closing drops it. */
export function onServer({ url, drop }: TestDatabase, through = (pool: Pool) => pool): Database {
  const pool = openPostgres(url, () => {})
  const database = databaseOn(through(pool), 'postgres')
  return { ...database, close: () => database.close().then(drop) }
}
