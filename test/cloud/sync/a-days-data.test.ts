import type { Database } from '#cloud/db/database'
import { sync } from '#cloud/handlers/sync'
import { officialFraudTypes } from '#domain/fraud-type'
import type { BuildingId } from '#domain/ids'
import { MINUTE, type Milliseconds } from '#domain/time'
import type { Engine } from '#sync/engine-api'
import { tokenOf } from '../../support/calls'
import { createField, type Field, newDeviceId, type TestContext, testContext } from '../../support/field-fixture'
import { createDisk } from '../../support/memory-store'
import { createPhone, type Phone, type World } from '../../support/phone'
import { openTestDatabase } from '../../support/test-database'

/** What an evening costs a worker's data plan: JSON bytes both ways, before any compression and without the platform's envelope. */

const KB = 1024
const DOORS = 150

let database: Database
let context: TestContext
let field: Field
let phone: Phone
let calls: { readonly sent: number; readonly got: number }[]

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database?.close())

beforeEach(async () => {
  context = testContext(database)
  field = await createField(context, { doors: 80 })
  const device = newDeviceId()
  const token = await tokenOf(context, field.worker)
  calls = []
  const world: World = {
    now: context.clock.time,
    late: [],
    async cloud(_staff, body) {
      context.clock.time = world.now
      const sent = JSON.stringify(body)
      const { status, body: answer } = await sync({ context, body: JSON.parse(sent), token, openid: null })
      if (status !== 200) throw new Error(JSON.stringify(answer))
      const got = JSON.stringify(answer)
      calls.push({ sent: Buffer.byteLength(sent), got: Buffer.byteLength(got) })
      return { kind: 'answer', body: JSON.parse(got) }
    },
  }
  phone = createPhone({ world, unit: field.unit, staff: field.worker.id, device, disk: createDisk(), maker: 1 })
  passMinutes = (minutes) => {
    world.now += minutes * MINUTE
    return world.now
  }
})

let passMinutes: (minutes: number) => Milliseconds

const visits = () => database.kysely.selectFrom('visit').select('visit_id').where('unit_id', '=', field.unit).execute()
const bytes = () => calls.reduce((sum, { sent, got }) => sum + sent + got, 0)

/** As the sheet saves it: two taps, leaflets counted, now and then words. */
function knock(engine: Engine, building: BuildingId, number: number, now: Milliseconds): void {
  const doorId = field.doors(building)[number]
  if (doorId === undefined) throw new Error(`no door ${number}`)
  const result = engine.save({
    type: 'visit.log',
    body: {
      doorId,
      startedAt: now - 20_000,
      outcome: number % 3 === 0 ? 'met' : 'nobody',
      ...(number % 3 === 0 ? { adults: 2, leaflets: 1, topics: officialFraudTypes.slice(0, 2) } : {}),
      ...(number % 15 === 0 ? { note: '老人独居，子女周末回来，约好周六下午再来一次' } : {}),
    },
  })
  if (result.kind !== 'saved') throw new Error(JSON.stringify(result))
}

/** The run that a save starts by itself, and every other that is due by then. */
async function letRun(engine: Engine, before: number): Promise<void> {
  for (const timer of phone.timers.filter(({ delay }) => delay <= before)) timer.run()
  while (engine.status().running) await new Promise((resolve) => setImmediate(resolve))
}

test('a day of 150 doors with a signal at each costs a worker at most 150 KB', async () => {
  const engine = phone.engine()
  await engine.sync()
  for (const building of field.buildings.slice(0, 2)) await engine.hold(building)
  for (let number = 0; number < DOORS; number++) {
    knock(engine, number < 75 ? field.buildings[0] : field.buildings[1], number % 75, passMinutes(1))
    await letRun(engine, 1000)
  }
  passMinutes(5)
  await letRun(engine, 5 * MINUTE)
  expect(engine.status()).toMatchObject({ pending: 0, problem: null })
  expect(await visits()).toHaveLength(DOORS)
  // 300 with a pull after each door, and then 182 KB.
  expect(calls.length).toBeLessThanOrEqual(200)
  expect(bytes()).toBeLessThanOrEqual(150 * KB)
})

test('a day of 150 doors that go in one evening sync costs at most 100 KB', async () => {
  const engine = phone.engine()
  await engine.sync()
  for (const building of field.buildings.slice(0, 2)) await engine.hold(building)
  for (let number = 0; number < DOORS; number++)
    knock(engine, number < 75 ? field.buildings[0] : field.buildings[1], number % 75, passMinutes(1))
  await engine.sync()
  expect(engine.status()).toMatchObject({ pending: 0, problem: null })
  expect(await visits()).toHaveLength(DOORS)
  expect(bytes()).toBeLessThanOrEqual(100 * KB)
})

test('an hour in which nothing is done calls nobody, and a phone that is looked at again asks once', async () => {
  const engine = phone.engine()
  knock(engine, field.buildings[0], 1, passMinutes(1))
  await letRun(engine, 1000)
  passMinutes(5)
  await letRun(engine, 5 * MINUTE)
  const before = calls.length
  passMinutes(60)
  await letRun(engine, 60 * MINUTE)
  expect(phone.timers).toEqual([])
  expect(calls.length).toBe(before)
  await engine.sync()
  expect(calls.length).toBe(before + 1)
})
