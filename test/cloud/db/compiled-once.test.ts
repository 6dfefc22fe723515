import { compiledOnce } from '#cloud/db/compiled-once'
import type { Database } from '#cloud/db/database'
import { openTestDatabase } from '../../support/test-database'

describe('a statement that is compiled once', () => {
  let database: Database
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database?.close())

  test('is built at the first call alone, and told its own values at each', async () => {
    const { kysely } = database
    let built = 0
    const unitsNamed = compiledOnce(['name', 'demo'], (values: { readonly name: string; readonly demo: boolean }) => {
      built += 1
      return kysely.selectFrom('unit').select('unit_id').where('name', '=', values.name).where('demo', '=', values.demo)
    })
    const unit = { unit_id: 'u-a' as never, name: '青枫苑', kind: 'community' as const, demo: false }
    await kysely.insertInto('unit').values(unit).execute()
    const asked = [
      { name: '青枫苑', demo: false },
      { name: '青枫苑', demo: true },
      { name: '别处', demo: false },
    ]
    const found: number[] = []
    for (const values of asked) found.push((await kysely.executeQuery(unitsNamed(values))).rows.length)
    expect(found).toEqual([1, 0, 0])
    expect(built).toBe(1)
  })

  test('takes null as a value, and keeps what is no value of the call', () => {
    const within = compiledOnce(['openid'], ({ openid }: { readonly openid: string | null }) =>
      database.kysely
        .selectFrom('session')
        .select('session_id')
        .where('openid', 'is not distinct from', openid)
        .limit(7),
    )
    expect(within({ openid: null }).parameters).toEqual([null, 7])
    expect(within({ openid: 'o-1' }).parameters).toEqual(['o-1', 7])
  })
})
