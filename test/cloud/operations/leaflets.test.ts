import type { Database } from '#cloud/db/database'
import type { DoorId } from '#domain/ids'
import { createField, type Field, NOON, testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

let database: Database
let field: Field

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  field = await createField(testContext(database))
})

const issue = (quantity: number) =>
  field.push(
    [
      field.operation(
        'leaflet.issue',
        { to: field.worker.id, kind: 'flyer', quantity },
        { author: field.secretary.id },
      ),
    ],
    field.secretary,
  )
const handOut = (quantity: number, reason?: string) =>
  field.operation('leaflet.hand-out', {
    kind: 'flyer',
    quantity,
    place: '菜场门口',
    audience: 'residents',
    startedAt: NOON - 600_000,
    ...(reason === undefined ? {} : { reason }),
  })
const stock = () =>
  database.kysely
    .selectFrom('stock')
    .selectAll()
    .where('unit_id', '=', field.unit)
    .where('staff_id', '=', field.worker.id)
    .executeTakeFirst()

test('stock 50, hand out 60: asked why, then saved and flagged', async () => {
  await issue(50)
  expect(await field.push([handOut(60)])).toMatchObject([
    { kind: 'rejected', problem: { code: 4220, field: 'body.reason' } },
  ])
  expect(await stock()).toMatchObject({ issued: 50, handed_out: 0, over_stock: 0 })
  expect(await field.push([handOut(60, '向隔壁网格借了 10 份')])).toMatchObject([{ kind: 'applied' }])
  expect(await stock()).toMatchObject({ issued: 50, handed_out: 60, over_stock: 1 })
  const row = await database.kysely
    .selectFrom('hand_out')
    .selectAll()
    .where('unit_id', '=', field.unit)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ over_stock: true, quantity: 60, reason: '向隔壁网格借了 10 份' })
})

test('two hand-outs in one batch draw from the same stock, the first one first', async () => {
  await issue(50)
  const second = { ...handOut(30), at: NOON - 1000 }
  const first = { ...handOut(30), at: NOON - 2000 }
  expect(await field.push([second, first])).toMatchObject([
    { kind: 'rejected', problem: { code: 4220 } },
    { kind: 'applied' },
  ])
})

test('not more comes back than is in hand', async () => {
  await issue(50)
  const back = (quantity: number) => field.operation('leaflet.return', { kind: 'flyer', quantity })
  expect(await field.push([handOut(20), { ...back(31), at: NOON + 0 }])).toMatchObject([
    { kind: 'applied' },
    { problem: { code: 4224 } },
  ])
  expect(await field.push([back(30)])).toMatchObject([{ kind: 'applied' }])
  expect(await stock()).toMatchObject({ issued: 50, handed_out: 20, returned: 30 })
})

test('leaflets at a door are drawn from the stock and never block the visit', async () => {
  await issue(1)
  const [doorId = 'none' as DoorId] = field.doors(field.buildings[0])
  const visit = field.operation('visit.log', { doorId, startedAt: NOON, outcome: 'met', leaflets: 3 })
  expect(await field.push([visit])).toMatchObject([{ kind: 'applied' }])
  expect(await stock()).toMatchObject({ handed_out: 3, over_stock: 0 })
  await field.push([
    field.operation('visit.amend', { visitId: visit.id, reason: '只发一份', outcome: 'met', leaflets: 1 }),
  ])
  expect(await stock()).toMatchObject({ handed_out: 1 })
})

test('only a secretary issues, and only to the unit’s people', async () => {
  const toMe = field.operation('leaflet.issue', { to: field.worker.id, kind: 'flyer', quantity: 5 })
  expect(await field.push([toMe])).toMatchObject([{ problem: { code: 4030 } }])
  const stranger = await createField(testContext(database))
  const away = field.operation(
    'leaflet.issue',
    { to: stranger.worker.id, kind: 'flyer', quantity: 5 },
    { author: field.secretary.id },
  )
  expect(await field.push([away], field.secretary)).toMatchObject([{ problem: { code: 4044, field: 'body.to' } }])
})

test('more pieces than the wire can name are taken for a typing mistake', async () => {
  await issue(1_000_000)
  const again = await field.push(
    [
      field.operation(
        'leaflet.issue',
        { to: field.worker.id, kind: 'flyer', quantity: 1 },
        { author: field.secretary.id },
      ),
    ],
    field.secretary,
  )
  expect(again).toMatchObject([{ problem: { code: 4001, field: 'body.quantity' } }])
})
