import type { Database } from '#cloud/db/database'
import { matchDoors } from '#cloud/ledger/match-door'
import type { UnitId } from '#domain/ids'
import { type TestContext, testContext } from '../../support/field-fixture'
import { emptyUnit, houses, importOne } from '../../support/import-ground'
import { openTestDatabase } from '../../support/test-database'

let database: Database
let context: TestContext
let unit: UnitId

beforeAll(async () => {
  database = await openTestDatabase()
  context = testContext(database)
  unit = await emptyUnit(context)
  await importOne(context, unit, { houses })
})
afterAll(() => database.close())

const match = async (address: string) => {
  const [found] = await matchDoors(context.db, [unit], [address])
  const place = (door: { compound: string; building: string; stairwell: number | null; room: string }) =>
    `${door.compound}${door.building}${door.stairwell === null ? '' : `${door.stairwell}单元`}${door.room}`
  return { exact: found?.exact ? place(found.exact) : null, candidates: found?.candidates.map(place) }
}

test.each([
  ['青枫苑5幢2单元503', '青枫苑5幢2单元503'],
  ['江苏省苏州工业园区唯亭街道青枫苑小区5号楼2单元503室', '青枫苑5幢2单元503'],
  // The rooms of a floor are numbered through all stairwells, so that 503 is one door.
  ['青枫苑５幢５０３', '青枫苑5幢2单元503'],
  ['东亭商业街2幢108号商铺', '东亭商业街2幢108'],
])('%s names a door', async (address, door) => {
  expect(await match(address)).toEqual({ exact: door, candidates: [] })
})

test('a stairwell that the room is not in makes it a candidate: a person decides', async () => {
  expect(await match('青枫苑5幢2单元501')).toMatchObject({
    exact: null,
    candidates: [expect.stringContaining('5幢1单元501')],
  })
})

test('without a compound every building of that number is a candidate, the fitting ones first', async () => {
  const { exact, candidates } = await match('1幢103')
  expect(exact).toBeNull()
  expect(candidates).toEqual(expect.arrayContaining(['青枫苑1幢2单元103', '东亭商业街1幢103', '星港集宿区1幢103']))
})

test('an unknown compound, a missing room or plain words match nothing exactly', async () => {
  expect((await match('白鹭桥花园5幢2单元503')).exact).toBeNull()
  expect(await match('青枫苑5幢2单元9903')).toEqual({ exact: null, candidates: [] })
  expect(await match('菜场旁边')).toEqual({ exact: null, candidates: [] })
})

test('many addresses cost two statements', async () => {
  const addresses = Array.from({ length: 200 }, (_, index) => `青枫苑${(index % 6) + 1}幢2单元${(index % 9) + 1}03`)
  let statements = 0
  const counting = context.db.withPlugin({
    transformQuery: ({ node }) => {
      statements += 1
      return node
    },
    transformResult: async ({ result }) => result,
  })
  expect((await matchDoors(counting, [unit], addresses)).filter(({ exact }) => exact !== null).length).toBeGreaterThan(
    100,
  )
  expect(statements).toBe(2)
})
