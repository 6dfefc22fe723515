import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { databaseOn } from '#cloud/db/database'
import { distribute } from '#cloud/db/distribute'
import { migrate } from '#cloud/db/migrate'
import { openPostgres } from '#cloud/db/open-postgres'
import type { TestDatabase } from './test-database'

/** Few, so that a test's database is there soon; more than nodes, so that a statement that asks two shards asks two nodes, too. */
const SHARDS = 4

/** The address of a database on a Citus coordinator whose workers were added there (`citus_add_node`). */
export function citusUrl(): string | undefined {
  return process.env.TEST_CITUS_URL
}

interface Node {
  readonly url: string
  readonly host: string
  readonly port: number
}

/** The coordinator first. */
async function nodesOf(url: string): Promise<readonly Node[]> {
  const rows = await on(url, 'select nodename as host, nodeport as port from pg_dist_node order by groupid')
  return rows.map((row) => {
    const { host, port } = row as { host: string; port: number }
    const node = new URL(url)
    node.hostname = host
    node.port = String(port)
    return { url: node.href, host, port }
  })
}

/** On every node: with the extension and the nodes known, but nothing in it; or a copy of `template`. */
export async function createOnAll(template: string | undefined = undefined): Promise<TestDatabase> {
  const server = citusUrl()
  if (server === undefined) throw new Error('TEST_CITUS_URL is not set')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const nodes = await nodesOf(server)
  const dropAll = async () => {
    // The coordinator first: its own tasks would find the workers' copies gone.
    for (const node of nodes) await drop(node.url, name)
  }
  await Promise.all(
    nodes.map(({ url }) => on(url, `create database ${name}${template === undefined ? '' : ` template ${template}`}`)),
  )
  const url = within(server, name)
  if (template === undefined) {
    await Promise.all(nodes.map((node) => on(within(node.url, name), 'create extension citus')))
    const [coordinator, ...workers] = nodes
    if (coordinator === undefined) throw new Error('TEST_CITUS_URL names a database that knows no nodes')
    await on(url, `select citus_set_coordinator_host('${coordinator.host}', ${coordinator.port})`)
    for (const { host, port } of workers) await on(url, `select citus_add_node('${host}', ${port})`)
  }
  return { url, drop: dropAll }
}

async function drop(url: string, name: string): Promise<void> {
  await leftAlone(url, name)
  await on(url, `drop database ${name} with (force)`)
}

/** Citus itself stays connected to a database and comes again when it was sent away, so nobody is let in any more first. */
async function leftAlone(url: string, name: string): Promise<void> {
  await on(url, `alter database ${name} allow_connections false`)
  await on(url, `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '${name}'`)
}

/** Migrated and cut, for each test's database to be a copy of: cutting takes seconds. */
export async function createTemplate(): Promise<{ readonly name: string; drop(): Promise<void> }> {
  const { url } = await createOnAll()
  const name = new URL(url).pathname.slice(1)
  const database = databaseOn(
    openPostgres(url, () => {}),
    'postgres',
  )
  await migrate(database.kysely)
  await distribute(database.kysely, SHARDS)
  await database.close()
  const nodes = await nodesOf(citusUrl() ?? '')
  // One that somebody is connected to is not copied.
  for (const node of nodes) await leftAlone(node.url, name)
  return {
    name,
    drop: async () => {
      for (const node of nodes) await drop(node.url, name)
    },
  }
}

function within(url: string, name: string): string {
  const found = new URL(url)
  found.pathname = `/${name}`
  return found.href
}

async function on(url: string, statement: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
