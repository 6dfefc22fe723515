import { sql } from 'kysely'
import type { Database } from '#cloud/db/database'
import { distribute } from '#cloud/db/distribute'
import { migrate } from '#cloud/db/migrate'
import { distributedTables, referenceTables } from '#cloud/db/placement'
import { isSharded } from '#cloud/db/sharding'
import { applyPush } from '#cloud/operations/apply-push'
import { verifyChain } from '#cloud/operations/verify-chain'
import { createOnAll } from '../../support/citus-databases'
import { createField, NOON, testContext } from '../../support/field-fixture'
import { onServer, type TestDatabase } from '../../support/test-database'

const all = [...referenceTables, ...distributedTables]

/** Two processes' views of one database: which tables are cut is asked once, when a process begins. */
async function before(): Promise<{ readonly place: TestDatabase; readonly database: Database; after(): Database }> {
  const place = await createOnAll()
  const database = onServer({ url: place.url, drop: async () => {} })
  await migrate(database.kysely)
  return { place, database, after: () => onServer(place) }
}

test('a filled database keeps every row and every chain, serves on, and is cut once however often that is asked', async () => {
  const { database, after } = await before()
  const field = await createField(testContext(database))
  const visit = (index: number) => {
    const doorId = field.doors(field.buildings[0])[index]
    return field.operation('visit.log', { doorId: doorId as never, startedAt: NOON, outcome: 'met' })
  }
  const first = visit(0)
  await field.push([first, visit(1)])
  expect(await isSharded(database.kysely)).toBe(false)
  const counts = await countsOf(database)
  const cut = await distribute(database.kysely, 4)
  expect([...cut.tables].sort()).toEqual([...all].sort())
  expect(cut.shards).toBe(4)
  expect(cut.nodes).toBeGreaterThan(1)
  expect((await distribute(database.kysely, 8)).tables).toEqual([])
  await database.close()

  const sharded = after()
  try {
    expect(await isSharded(sharded.kysely)).toBe(true)
    expect(await countsOf(sharded)).toEqual(counts)
    // Nothing is left where no query looks.
    const left = await sql<{ readonly bytes: number }>`select sum(pg_relation_size(name::regclass))::int8 as bytes
      from unnest(${distributedTables}::text[]) as name`.execute(sharded.kysely)
    expect(left.rows).toEqual([{ bytes: 0 }])
    const context = testContext(sharded)
    const { unit, device } = field
    const request = { action: 'push' as const, protocol: 2, unit, device, pending: 0, operations: [first, visit(2)] }
    const outcomes = await applyPush(context, field.worker, request)
    expect(outcomes.map(({ kind }) => kind)).toEqual(['duplicate', 'applied'])
    expect(await verifyChain(sharded.kysely, unit)).toEqual({ kind: 'intact', rows: 3 })
  } finally {
    await sharded.close()
  }
})

async function countsOf({ kysely }: Database): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for (const name of all) {
    const { rows } = await sql<{ readonly rows: number }>`select count(*) as rows from ${sql.table(name)}`.execute(
      kysely,
    )
    counts[name] = rows[0]?.rows ?? 0
  }
  return counts
}

test('a table that a later migration brings is cut beside the others when it is asked again', async () => {
  const { database, after } = await before()
  await distribute(database.kysely, 4)
  await sql`drop table held`.execute(database.kysely)
  await sql`create table held (unit_id text not null, operation_id text not null, primary key (unit_id, operation_id))`.execute(
    database.kysely,
  )
  expect((await distribute(database.kysely, 4)).tables).toEqual(['held'])
  await database.close()
  await after().close()
})

test('a cut that breaks leaves the database whole as it was', async () => {
  const { database, after } = await before()
  await sql`alter table retention_run add column other text unique`.execute(database.kysely)
  await expect(distribute(database.kysely, 4)).rejects.toThrow('cannot create constraint')
  const { rows } = await sql`select from pg_dist_partition`.execute(database.kysely)
  expect(rows).toEqual([])
  expect(await isSharded(database.kysely)).toBe(false)
  await database.close()
  await after().close()
})
