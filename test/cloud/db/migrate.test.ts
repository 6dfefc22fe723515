import { sql } from 'kysely'
import { migrate, newestSchema, schemaVersion } from '#cloud/db/migrate'
import { openEmptyDatabase } from '../../support/test-database'

test('a second migration finds nothing to do', async () => {
  const database = await openEmptyDatabase()
  await migrate(database.kysely)
  const before = database.roundTrips()
  await migrate(database.kysely)
  // Each start asks this, also the one after a kill, while everybody waits.
  expect(database.roundTrips() - before).toBe(2)
  expect(await schemaVersion(database.kysely)).toBe(newestSchema)
  await database.close()
})

test.each([
  ['lacks one', sql`delete from kysely_migration where name = ${newestSchema}`, /failed/],
  [
    'is of a newer build',
    sql`insert into kysely_migration values ('9999-newer', '2030-01-01')`,
    /could not be migrated/,
  ],
] as const)('a schema whose list %s is not taken for this build’s', async (_, change, told) => {
  const database = await openEmptyDatabase()
  await migrate(database.kysely)
  await change.execute(database.kysely)
  await expect(migrate(database.kysely)).rejects.toThrow(told)
  await database.close()
})

test('int8 is read as a number', async () => {
  const database = await openEmptyDatabase()
  const row = await database.kysely.selectNoFrom((eb) => eb.val(1).$castTo<unknown>().as('one')).executeTakeFirst()
  expect(row).toBeDefined()
  await migrate(database.kysely)
  const { count } = await database.kysely
    .selectFrom('unit')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(count).toBe(0)
  await database.close()
})

/** Few rows, read everywhere, copied to every shard. */
const organisation = ['unit', 'grid', 'staff', 'campaign', 'guess', 'scan_ticket']

test('every table that grows has its unit first in the primary key', async () => {
  const database = await openEmptyDatabase()
  await migrate(database.kysely)
  const { rows } = await sql<{ table: string; first: string | null }>`
    select t.table_name as table, k.column_name as first
    from information_schema.tables t
    left join information_schema.table_constraints c
      on c.table_schema = t.table_schema and c.table_name = t.table_name and c.constraint_type = 'PRIMARY KEY'
    left join information_schema.key_column_usage k
      on k.constraint_schema = c.constraint_schema and k.constraint_name = c.constraint_name and k.table_name = t.table_name and k.ordinal_position = 1
    where t.table_schema = current_schema() and t.table_type = 'BASE TABLE' and t.table_name not like 'kysely%'
  `.execute(database.kysely)
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.filter(({ table, first }) => !organisation.includes(table) && first !== 'unit_id')).toEqual([])
  await database.close()
})
