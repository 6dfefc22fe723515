import type { Database } from '#cloud/db/database'
import { staff } from '#cloud/queries/staff'
import { inStore, isLow, LOW_AT } from '#domain/leaflet'
import { type CampaignStreet, type CampaignUnit, campaignStreet } from '../../support/campaign-street'
import { type TestContext, testContext } from '../../support/field-fixture'
import { answerOf } from '../../support/field-under-test'
import { openTestDatabase } from '../../support/test-database'

let database: Database
let context: TestContext
let ground: CampaignStreet
let unit: CampaignUnit

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database?.close())

beforeEach(async () => {
  context = testContext(database)
  ground = await campaignStreet(context)
  const [first] = ground.units
  if (first === undefined) throw new Error('no unit')
  unit = first
})

const receive = (quantity: number, note?: string, by = unit.head) =>
  ground.tries(by, unit.id, 'leaflet.receive', { kind: 'flyer', quantity, ...(note === undefined ? {} : { note }) })
const issue = (quantity: number) =>
  ground.does(unit.head, unit.id, 'leaflet.issue', { to: unit.worker.id, kind: 'flyer', quantity })
const supply = async () => answerOf(await staff(context, unit.head, { action: 'staff', unit: unit.id })).supply
const flyers = async () => {
  const [store] = (await supply()).kinds
  if (store === undefined) throw new Error('nothing in store')
  return store
}

describe('the unit’s store of leaflets', () => {
  test('holds what was received, less what was issued, and what came back', async () => {
    expect(await supply()).toEqual({ kinds: [], deliveries: [], lowAt: LOW_AT })
    await receive(300, '街道第一批')
    await receive(200)
    await issue(120)
    await ground.does(unit.worker, unit.id, 'leaflet.return', { kind: 'flyer', quantity: 20 })
    expect(await flyers()).toEqual({ kind: 'flyer', received: 500, issued: 120, returned: 20 })
    expect(inStore(await flyers())).toBe(400)
    expect((await supply()).deliveries.map(({ quantity, note, by }) => [quantity, note, by])).toEqual([
      [200, null, unit.head.name],
      [300, '街道第一批', unit.head.name],
    ])
  })

  test('runs low under the pieces that the secretary set, and at none where she set none', async () => {
    await receive(200)
    await issue(100)
    expect(isLow(await flyers(), (await supply()).lowAt)).toBe(false)
    await issue(1)
    expect(isLow(await flyers(), (await supply()).lowAt)).toBe(true)
    await ground.does(unit.head, unit.id, 'leaflet.threshold', { below: 50 })
    expect((await supply()).lowAt).toBe(50)
    expect(isLow(await flyers(), 50)).toBe(false)
    await issue(200)
    expect(isLow(await flyers(), 0)).toBe(false)
  })

  test('is put right with a reason, and never below nothing', async () => {
    await receive(500)
    expect(await receive(-50)).toMatchObject({ problem: { code: 4001, field: 'body.note' } })
    expect(await receive(-501, '多写了')).toMatchObject({ problem: { code: 4224 } })
    expect(await receive(-50, '多写了')).toMatchObject({ kind: 'applied' })
    expect((await flyers()).received).toBe(450)
    expect(await receive(0)).toMatchObject({ problem: { code: 4001 } })
    expect(await receive(999_999)).toMatchObject({ problem: { code: 4001 } })
  })

  test('is the secretary’s: no worker and no clerk enters a delivery', async () => {
    for (const by of [unit.worker, ground.clerk])
      expect(await receive(100, undefined, by)).toMatchObject({ kind: 'rejected' })
    expect((await supply()).kinds).toEqual([])
  })

  test('loses nothing of two deliveries that are entered at once', async () => {
    await Promise.all([receive(100), receive(250)])
    expect((await flyers()).received).toBe(350)
  })
})
