import { type Kysely, sql } from 'kysely'
import { again, StatementNames } from '#cloud/db/again'
import type { Database } from '#cloud/db/database'
import { KeptPlans } from '#cloud/db/kept-plans'
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

  test('are answered alike from the first time on, whatever they are asked with', async () => {
    const ask = (db: Kysely<never>) =>
      sql`${again} select ${7}::bigint as int8, ${true}::boolean as bool, ${null}::text as nothing, ${'门'}::text as text, ${'{"a": [1, "二"]}'}::jsonb as json,
        array(select one from unnest(${['a "b"', 'c,d', '']}::text[]) as one) as texts, ${JSON.stringify([{ id: 'x' }])}::json as list`.execute(
        db,
      )
    const heard = await database.kysely.connection().execute(async (db) => {
      const all: unknown[] = []
      for (const _ of [1, 2, 3, 4]) all.push((await ask(db as never)).rows)
      return all
    })
    const row = { int8: 7, bool: true, nothing: null, text: '门', json: { a: [1, '二'] }, texts: ['a "b"', 'c,d', ''] }
    expect(heard).toEqual(Array.from({ length: 4 }, () => [{ ...row, list: [{ id: 'x' }] }]))
  })

  test('count what they change, and give no rows where they give none', async () => {
    const { kysely } = database
    await sql`create table visited (id text primary key, times bigint not null)`.execute(kysely)
    const visit = (ids: readonly string[]) =>
      sql`${again} insert into visited select id, 1 from unnest(${ids}::text[]) as one (id)
        on conflict (id) do update set times = visited.times + 1`.execute(kysely)
    const heard = [await visit(['a', 'b']), await visit(['a']), await visit(['b', 'c', 'd']), await visit([])]
    expect(heard.map(({ numAffectedRows }) => numAffectedRows)).toEqual([2n, 1n, 3n, 0n])
    expect(heard.map(({ rows }) => rows)).toEqual([[], [], [], []])
  })

  test('that fail tell why, undo their transaction and work again', async () => {
    const { kysely } = database
    const divide = (db: Kysely<never>, by: number) =>
      sql<{ found: number }>`${again} select 12 / ${by}::integer as found`.execute(db)
    const within = (by: number) => retried(context, (trx) => divide(trx as never, by), 'planned-once')
    for (const by of [1, 2, 3]) await within(by)
    await expect(within(0)).rejects.toMatchObject({ code: '22012' })
    await expect(divide(kysely as never, 0)).rejects.toMatchObject({ code: '22012' })
    expect((await within(4)).rows).toEqual([{ found: 3 }])
    expect((await divide(kysely as never, 6)).rows).toEqual([{ found: 2 }])
  })

  test('that are first parsed where nothing can be done any more are parsed later', async () => {
    const ask = (db: Kysely<never>) => sql`${again} select ${'late'}::text as heard`.execute(db)
    await ask(database.kysely as never)
    const failing = retried(context, async (trx) => {
      await sql`select 1 / 0`.execute(trx).catch(() => {})
      await ask(trx as never)
    })
    await expect(failing).rejects.toMatchObject({ code: '25P02' })
    for (const _ of [1, 2]) expect((await ask(database.kysely as never)).rows).toEqual([{ heard: 'late' }])
  })

  test('are planned anew as their table grows: one row is found by its whole key then, not among all that its unit has', async () => {
    const own = await openTestDatabase()
    const { kysely } = own
    // As wide as a record: so few of them are believed to be in an empty table that one unit has one.
    const others = sql.raw(Array.from({ length: 12 }, (_, nth) => `other_${nth} text`).join(', '))
    await sql`create table entry (unit text, id text, kind text, ${others}, primary key (unit, id))`.execute(kysely)
    await sql`create index entry_by_kind on entry (unit, kind)`.execute(kysely)
    const plans = await kysely.connection().execute(async (db) => {
      const find = () =>
        db
          .transaction()
          .setAccessMode('read write')
          .execute((trx) => sql`${again} select kind from entry where unit = ${'u'} and id = ${'7'}`.execute(trx))
      const kept: string[] = []
      for (const _ of [1, 2, 3]) await find()
      kept.push(await keptPlan(db))
      await sql`insert into entry select 'u', one::text, 'k' from generate_series(1, 5000) one`.execute(db)
      await find()
      kept.push(await keptPlan(db))
      return kept
    })
    await own.close()
    expect(plans).toEqual([expect.stringContaining('using entry_by_kind'), expect.stringContaining('using entry_pkey')])
  })

  test('are planned anew ever more seldom', () => {
    const plans = new KeptPlans()
    const anew = Array.from({ length: 300 }, (_, nth) => (plans.begin().includes('discard') ? [nth + 1] : [])).flat()
    expect(anew).toEqual([4, 16, 64, 256])
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

/** By which the connection answers what it has a name for in the table `entry`. */
function keptPlan(db: Database['kysely']): Promise<string> {
  return db.transaction().execute(async (trx) => {
    await sql`set local plan_cache_mode = 'force_generic_plan'`.execute(trx)
    const named = sql<{ name: string }>`select name from pg_prepared_statements where statement like '%from entry%'`
    const [statement] = (await named.execute(trx)).rows
    const explained = sql<{
      'QUERY PLAN': string
    }>`explain (costs off) execute ${sql.raw(statement?.name ?? '')}('u', '7')`
    return (await explained.execute(trx)).rows.map((row) => row['QUERY PLAN']).join('\n')
  })
}
