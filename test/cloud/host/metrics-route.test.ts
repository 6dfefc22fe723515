import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Database } from '#cloud/db/database'
import { createHttpServer } from '#cloud/host/server'
import { createMeter } from '#cloud/metrics/meter'
import type { DoorId } from '#domain/ids'
import { createField, NOON, type TestContext, testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

const TOKEN = 'a-token-of-a-scraper'
let database: Database
let context: TestContext
let server: Server | undefined

beforeAll(async () => {
  database = await openTestDatabase()
  const plain = testContext(database)
  context = { ...plain, meter: createMeter(), config: { ...plain.config, metricsToken: TOKEN } }
})
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})
afterAll(() => database.close())

async function get(path: string, of: TestContext, token?: string): Promise<Response> {
  const started = createHttpServer(of, database)
  server = started
  await new Promise<void>((resolve) => started.listen(0, resolve))
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return fetch(`http://127.0.0.1:${(started.address() as AddressInfo).port}${path}`, { headers })
}

test('metrics are told to whoever has the token', async () => {
  const response = await get('/metrics', context, TOKEN)
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(await response.text()).toContain('qiaomen_database_up 1')
})

test('without the token, or with another one, nothing is told, not even to this very machine', async () => {
  for (const token of [undefined, 'another-token-of-16', `${TOKEN}x`]) {
    const response = await get('/metrics', context, token)
    expect(response.status).toBe(401)
    expect(await response.text()).not.toContain('qiaomen_')
    server?.close()
  }
})

test('where no token was set there is no such page', async () => {
  const { metricsToken: _, ...config } = context.config
  expect((await get('/metrics', { ...context, config }, TOKEN)).status).toBe(404)
})

test('health tells the timer’s last run, and says that the database is away', async () => {
  const meter = createMeter()
  expect(await (await get('/health', { ...context, meter })).json()).toMatchObject({ answers: true, timer: null })
  server?.close()
  meter.timerBegan(NOON)
  meter.timerEnded(NOON + 5, true)
  const down = { ...context, meter, db: undefined } as unknown as TestContext
  const response = await get('/health', down)
  expect(response.status).toBe(500)
  expect(await response.json()).toMatchObject({ answers: false, timer: { at: NOON + 5, worked: true } })
})

test('where the chains end is told by health to whoever has the token, and to nobody else', async () => {
  const field = await createField(testContext(database))
  const visit = { doorId: field.doors(field.buildings[0])[0] as DoorId, startedAt: NOON, outcome: 'met' as const }
  await field.push([field.operation('visit.log', visit)])
  const ofUnit = { unit: field.unit, seq: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/), at: NOON }
  const told = (await (await get('/health', context, TOKEN)).json()) as { heads: object[] }
  expect(told.heads).toContainEqual(ofUnit)
  for (const token of [undefined, 'another-token-of-16']) {
    server?.close()
    expect(await (await get('/health', context, token)).json()).not.toHaveProperty('heads')
  }
})
