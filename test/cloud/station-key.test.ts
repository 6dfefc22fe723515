import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Database } from '#cloud/db/database'
import { createHttpServer } from '#cloud/host/server'
import { verifyChain } from '#cloud/operations/verify-chain'
import { demoPeople } from '#cloud/session/sign-in'
import { openStationKey, revokeStationKey, type StationKey } from '#cloud/session/station-key'
import type { OperationOf } from '#contract/operation'
import { protocolHistory } from '#contract/protocol'
import type { OperationId, UnitId } from '#domain/ids'
import { DAY } from '#domain/time'
import { createField, type Field, NOON, newOperationId, type TestContext, testContext } from '../support/field-fixture'
import { openTestDatabase } from '../support/test-database'

let database: Database
let context: TestContext
let field: Field
let server: Server
let base: string
let key: StationKey
let station: UnitId

beforeAll(async () => {
  database = await openTestDatabase()
  context = testContext(database)
  server = createHttpServer(context, database)
  await new Promise<void>((resolve) => server.listen(0, resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await database.close()
})
beforeEach(async () => {
  context.clock.time = NOON
  field = await createField(context)
  station = field.officer.unitId
  key = await made('反诈预警平台')
})

async function made(name: string): Promise<StationKey> {
  const opened = await openStationKey(context, station, name)
  if (typeof opened === 'string') throw new Error(opened)
  return opened
}

const protocol = protocolHistory.at(-1)?.version
async function post(name: string, body: object, token = key.token): Promise<Record<string, never>> {
  const response = await fetch(`${base}/fn/${name}`, {
    method: 'POST',
    body: JSON.stringify({ protocol, ...body }),
    headers: { authorization: `Bearer ${token}` },
  })
  return (await response.json()) as Record<string, never>
}
const push = (operations: readonly object[], more: object = {}) =>
  post('sync', { action: 'push', unit: field.unit, device: field.device, pending: 0, operations, ...more })
const alert = (more: Partial<OperationOf<'alert.enter'>['body']> = {}) =>
  field.operation(
    'alert.enter',
    {
      kind: 'dissuade',
      number: 'YJ1',
      level: 'high',
      fraudType: 'fake-loan',
      source: 'system',
      raisedAt: NOON,
      name: '王磊',
      phone: '19900005862',
      address: '清枫苑1幢1单元101',
      doorId: null,
      ...more,
    },
    { author: key.staffId },
  )
const noticed = () =>
  context.db
    .selectFrom('notice')
    .select(['staff_id', 'kind'])
    .where('unit_id', '=', field.unit)
    .orderBy('staff_id')
    .execute()

describe('a station’s key for another system', () => {
  it('enters an alert over HTTP, at the door that its address names, and tells the officers but no system', async () => {
    await made('银行风控系统')
    const operation = alert()
    expect(await push([operation])).toMatchObject({ outcomes: [{ kind: 'applied', seq: 1 }] })
    const rows = await context.db.selectFrom('dissuasion').selectAll().where('unit_id', '=', field.unit).execute()
    expect(rows).toMatchObject([
      { case_id: operation.id, door_id: 'b1-1', building_id: 'b1', entered_by: key.staffId, source: 'system' },
    ])
    expect((await noticed()).map(({ staff_id }) => staff_id)).toEqual([field.officer.id, field.partner.id])
    expect(await push([operation])).toMatchObject({ outcomes: [{ kind: 'duplicate' }] })
  })

  it('leaves an address that could be several doors to a person', async () => {
    await push([alert({ address: '101室' })])
    const rows = await context.db.selectFrom('dissuasion').select('door_id').where('unit_id', '=', field.unit).execute()
    expect(rows).toEqual([{ door_id: null }])
  })

  it('does nothing else: any other operation is refused with 4030 while its neighbour is applied', async () => {
    const caseId = newOperationId() as OperationId
    const call = field.operation('dissuasion.call', { caseId, reached: true }, { author: key.staffId })
    const label = field.operation('alert.label', { caseId, labels: ['prior-record'] }, { author: key.staffId })
    expect(await push([call, alert(), label])).toMatchObject({
      outcomes: [
        { kind: 'rejected', problem: { code: 4030 } },
        { kind: 'applied' },
        { kind: 'rejected', problem: { code: 4030 } },
      ],
    })
  })

  it('reads nothing: pull, query, ledger and photos are refused', async () => {
    await push([alert()])
    const { unit, device } = field
    const refused = { problem: { code: 4030 } }
    expect(await post('sync', { action: 'pull', unit, device, pending: 0, cursor: null, scope: null })).toMatchObject(
      refused,
    )
    const photo = { action: 'open', unit, caseId: newOperationId(), sha256: '0'.repeat(64) }
    expect(await post('media', photo)).toMatchObject(refused)
    expect(await post('query', { action: 'cases', unit, before: null, open: true })).toMatchObject(refused)
    expect(
      await post('ledger', { action: 'import', unit, ledger: 'alerts', fileName: 'a.csv', file: '' }),
    ).toMatchObject(refused)
  })

  it('is good for the station’s own communities alone', async () => {
    const stranger = await createField(context)
    const operation = { ...alert(), unit: stranger.unit }
    expect(await push([operation], { unit: stranger.unit })).toMatchObject({ problem: { code: 4035 } })
  })

  it('ends when it is revoked and after a year; what it entered stays', async () => {
    await push([alert()])
    expect(await revokeStationKey(context, station, '反诈预警平台')).toBe('revoked')
    expect(await push([alert({ number: 'YJ2' })])).toMatchObject({ problem: { code: 4011 } })
    expect(await revokeStationKey(context, station, '反诈预警平台')).toBe('has-none')
    const next = await made('反诈预警平台')
    expect([key.number, next.number]).toEqual(['API-001', 'API-002'])
    context.clock.time = NOON + 366 * DAY
    expect(
      await post(
        'sync',
        { action: 'push', unit: field.unit, device: field.device, pending: 0, operations: [] },
        next.token,
      ),
    ).toMatchObject({
      problem: { code: 4011 },
    })
    const rows = await context.db.selectFrom('dissuasion').select('number').where('unit_id', '=', field.unit).execute()
    expect(rows).toEqual([{ number: 'YJ1' }])
  })

  it('is kept nowhere: the database has its hash, the station’s log says that it was made', async () => {
    const sessions = await context.db.selectFrom('session').selectAll().where('unit_id', '=', station).execute()
    const log = await context.db.selectFrom('operation').selectAll().where('unit_id', '=', station).execute()
    expect(JSON.stringify([sessions, log])).not.toContain(key.token)
    expect(log).toMatchObject([{ type: 'station-key.open', staff_id: 'server' }])
    expect(await verifyChain(context.db, station)).toEqual({ kind: 'intact', rows: 1 })
  })

  it('can lead no dissuasion and is nobody to be played', async () => {
    await push([alert()])
    const [row] = await context.db
      .selectFrom('dissuasion')
      .select('case_id')
      .where('unit_id', '=', field.unit)
      .execute()
    const caseId = row?.case_id ?? newOperationId()
    const dispatch = field.operation(
      'dissuasion.dispatch',
      { caseId, leader: key.staffId, workers: [field.worker.id], companions: [] },
      { author: field.officer.id },
    )
    expect(await field.push([dispatch], field.officer)).toMatchObject([{ kind: 'rejected', problem: { code: 4226 } }])
    const demo = testContext(database, 'demo')
    const people = await demoPeople(demo)
    expect(people.ok && people.answer.people.some(({ id }) => id === key.staffId)).toBe(false)
  })

  it('is made for stations alone, one for each name', async () => {
    expect(await openStationKey(context, field.unit, '平台')).toBe('no-station')
    expect(await openStationKey(context, station, '反诈预警平台')).toBe('has-one')
  })
})
