import { sql } from 'kysely'
import { distributedTables, referenceTables } from '#cloud/db/placement'
import { overview } from '#cloud/queries/overview'
import { noticeCampaign } from '#domain/campaign'
import { startOfDay } from '#domain/time'
import { call, pulled, pushed, tokenOf } from '../../support/calls'
import { campaignStreet } from '../../support/campaign-street'
import { createField, type Field, NOON, newDeviceId, type TestContext, testContext } from '../../support/field-fixture'
import { answerOf } from '../../support/field-under-test'
import { recordedDatabase } from '../../support/recorded-database'
import { type Route, routesOf } from '../../support/routed'

const recorded = recordedDatabase()
let context: TestContext
let field: Field

beforeEach(async () => {
  context = testContext(recorded.database)
  field = await createField(context)
})

async function routesIn(work: () => Promise<unknown>): Promise<readonly Route[]> {
  const statements = await recorded.pool.recorded(work)
  const connection = await recorded.pool.connect()
  return routesOf(connection, statements).finally(() => connection.release())
}

/** Each statement goes to one shard, or asks none. */
function expectOneShard(routes: readonly Route[]): void {
  expect(routes.filter(({ tasks, gathered }) => tasks > 1 || gathered)).toEqual([])
  expect(routes.filter(({ tasks }) => tasks === 1).length).toBeGreaterThan(0)
}

const door = (index: number) => field.doors(field.buildings[0])[index] ?? field.doors(field.buildings[0])[0]
const visit = (index: number) =>
  field.operation('visit.log', { doorId: door(index) as never, startedAt: NOON, outcome: 'met', leaflets: 2 })

test('every table lies where it is said to', async () => {
  const { rows } = await sql<{ readonly name: string; readonly kind: string }>`
    select table_name::text as name, citus_table_type as kind from citus_tables where table_name::text <> 'kysely_migration'
  `.execute(recorded.database.kysely)
  const of = (kind: string) =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ name }) => name)
      .sort()
  expect(of('distributed')).toEqual([...distributedTables].sort())
  expect(of('reference')).toEqual([...referenceTables].sort())
  const groups = await sql<{ readonly groups: number }>`
    select count(distinct colocation_id) as groups from citus_tables where citus_table_type = 'distributed'
  `.execute(recorded.database.kysely)
  expect(groups.rows[0]?.groups).toBe(1)
})

test('a push of visits, and of what amends and undoes them, goes to one shard, its rollup too', async () => {
  const token = await tokenOf(context, field.worker)
  const device = newDeviceId()
  const push = async (operations: readonly object[]) => {
    const body = { action: 'push', protocol: 2, unit: field.unit, device, pending: 0, operations }
    const { outcomes } = pushed(await call(context, 'sync', body, token))
    expect(outcomes.map(({ kind }) => kind)).toEqual(operations.map(() => 'applied'))
  }
  const first = visit(0)
  expectOneShard(await routesIn(() => push([first, visit(1), visit(2)])))
  const handOut = {
    kind: 'flyer',
    quantity: 3,
    place: '门岗',
    startedAt: NOON - 60_000,
    audience: 'residents',
    reason: '补发',
  } as const
  const more = [
    field.operation('visit.undo', { visitId: first.id }, { after: first.id }),
    field.operation('activity.log', { channel: 'lecture', from: NOON - 60_000, to: NOON, place: '广场' }),
    field.operation('leaflet.hand-out', handOut),
  ]
  expectOneShard(await routesIn(() => push(more)))
})

test('a pull, of everything and of what changed, goes to one shard', async () => {
  const token = await tokenOf(context, field.worker)
  const device = newDeviceId()
  const body = { action: 'pull', protocol: 2, unit: field.unit, device, pending: 0 }
  const ask = (cursor: string | null, scope: string | null) => call(context, 'sync', { ...body, cursor, scope }, token)
  expectOneShard(await routesIn(() => ask(null, null)))
  const first = pulled(await ask(null, null))
  await field.push([visit(0)])
  expectOneShard(await routesIn(() => ask(first.cursor, first.scope?.hash ?? null)))
  expectOneShard(await routesIn(() => ask(first.cursor, 'another')))
})

test('the secretary’s day and month, and a building’s doors go to one shard', async () => {
  await field.push([visit(0), visit(1)])
  const token = await tokenOf(context, field.secretary)
  const day = '2021-03-29'
  expectOneShard(
    await routesIn(() => call(context, 'query', { action: 'day', protocol: 2, unit: field.unit, day }, token)),
  )
  const span = { from: '2021-03-01', to: '2021-03-31' }
  expectOneShard(
    await routesIn(() => call(context, 'query', { action: 'calendar', protocol: 2, unit: field.unit, ...span }, token)),
  )
  const worker = await tokenOf(context, field.worker)
  const asked = { action: 'building', protocol: 2, unit: field.unit, building: field.buildings[0], after: null }
  expectOneShard(await routesIn(() => call(context, 'sync', asked, worker)))
})

test('the street’s overview asks the shards of its units at once, and reads rollups and counts there', async () => {
  context.clock.time = startOfDay(noticeCampaign.from)
  const ground = await campaignStreet(context)
  const campaign = await ground.does(ground.clerk, ground.street, 'campaign.set', {
    campaignId: null,
    base: 0,
    campaign: noticeCampaign,
  })
  const viewer = { staff: ground.leader, unitId: ground.street, stationId: null, streetId: ground.street }
  const asked = async () =>
    answerOf(await overview(context, viewer, { action: 'overview', unit: ground.street, campaign }))
  const routes = await routesIn(asked)
  const overShards = routes.filter(({ tasks }) => tasks > 1)
  // Weeks, meetings, minutes of today, devices, coverage, cases: each one statement, however many units there are.
  expect(overShards).toHaveLength(6)
  expect(overShards.filter(({ gathered }) => gathered)).toEqual([])
  expect(overShards.filter(({ sql: text }) => /\b(visit|hand_out|activity|operation|attempt)\b/.test(text))).toEqual([])
})
