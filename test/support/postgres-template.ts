import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { databaseOn } from '#cloud/db/database'
import { migrate } from '#cloud/db/migrate'
import { openPostgres } from '#cloud/db/open-postgres'

/** Migrated, for each test's database to be a copy of: copying the files takes a fraction of running every migration. */
export async function createTemplate(server: string): Promise<{ readonly name: string; drop(): Promise<void> }> {
  const name = `template_${randomUUID().replaceAll('-', '')}`
  await onceOn(server, `create database ${name}`)
  const database = databaseOn(
    openPostgres(databaseAt(server, name), () => {}),
    'postgres',
  )
  await migrate(database.kysely)
  await database.close()
  // One that somebody is connected to is not copied.
  await onceOn(server, `alter database ${name} allow_connections false`)
  return { name, drop: () => onceOn(server, `drop database ${name} with (force)`) }
}

export function databaseAt(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

export async function onceOn(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
