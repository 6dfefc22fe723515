import { type Kysely, sql } from 'kysely'
import { again, StatementNames } from '#cloud/db/again'
import type { Database } from '#cloud/db/database'
import { retried } from '#cloud/db/retried'
import { type TestContext, testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

describe('statements that come again', () => {
  let database: Database
  let context: TestContext

  beforeAll(async () => {
    database = await openTestDatabase()
    context = testContext(database)
  })
  afterAll(() => database?.close())

  test('have a name from the second time on, and others have none', () => {
    const names = new StatementNames(2)
    expect([1, 2, 3].map(() => names.nameOf('/* again */ select 1'))).toEqual([undefined, 'again_1_1', 'again_1_1'])
    expect([1, 2].map(() => names.nameOf('select 1'))).toEqual([undefined, undefined])
    names.nameOf('/* again */ select 2')
    expect(names.nameOf('/* again */ select 2')).toBe('again_1_2')
    for (const _ of [1, 2, 3]) expect(names.nameOf('/* again */ select 3')).toBeUndefined()
    expect(names.nameOf('/* again */ select 1')).toBe('again_1_1')
  })

  test('are kept by the connection that sent them', async () => {
    const kept = await database.kysely.connection().execute(async (db) => {
      for (const asked of ['a', 'b', 'c']) await sql`${again} select ${asked}::text as heard`.execute(db)
      const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db)
      return rows
    })
    expect(kept).toContainEqual({ statement: '/* again */ select $1::text as heard' })
  })

  test('outlive a newer build that gives their table another column', async () => {
    const { kysely } = database
    await sql`create table guest (id text)`.execute(kysely)
    await sql`insert into guest values ('a')`.execute(kysely)
    const ask = (db: Kysely<never>) => sql`${again} select * from guest where id = ${'a'}`.execute(db)
    for (const _ of [1, 2, 3]) await retried(context, (trx) => ask(trx as never))
    await sql`alter table guest add column seen boolean`.execute(kysely)
    const { rows } = await retried(context, (trx) => ask(trx as never))
    expect(rows).toEqual([{ id: 'a', seen: null }])
  })
})
