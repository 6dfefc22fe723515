import { randomUUID } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import { Client } from 'pg'
import { type Database, databaseOn } from '#cloud/db/database'
import { migrate } from '#cloud/db/migrate'
import { pgliteParsers, poolOf } from '#cloud/db/open-pglite'
import { openPostgres } from '#cloud/db/open-postgres'

/** A fresh, migrated database on the engine that the Jest project names; closing it removes it. */
export async function openTestDatabase(): Promise<Database> {
  const database = await openEmptyDatabase()
  await migrate(database.kysely)
  return database
}

export async function openEmptyDatabase(): Promise<Database> {
  return testEngine() === 'pglite' ? inMemory() : onServer(await createDatabase())
}

export function testEngine(): 'pglite' | 'postgres' {
  return process.env.QIAOMEN_TEST_DATABASE === 'postgres' ? 'postgres' : 'pglite'
}

async function inMemory(): Promise<Database> {
  return databaseOn(poolOf(await PGlite.create({ parsers: pgliteParsers })), 'pglite')
}

export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** A database of its own on the server of TEST_DATABASE_URL. */
export async function createDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL
  if (server === undefined) throw new Error('TEST_DATABASE_URL is not set: test/support/start-postgres.ts sets it')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onceOn(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => onceOn(server, `drop database ${name} with (force)`) }
}

/** Opened as a host would; closing drops it. */
export function onServer({ url, drop }: TestDatabase): Database {
  const database = databaseOn(
    openPostgres(url, () => {}),
    'postgres',
  )
  return { ...database, close: () => database.close().then(drop) }
}

async function onceOn(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
