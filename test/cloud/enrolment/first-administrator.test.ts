import {
  type AdministratorInvited,
  type AdministratorWanted,
  inviteAdministrator,
} from '#cloud/enrolment/first-administrator'
import { verifyChain } from '#cloud/operations/verify-chain'
import type { UnitId } from '#domain/ids'
import { DAY } from '#domain/time'
import { call, codeOf } from '../../support/calls'
import { newDeviceId, type TestContext, testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

type Database = Awaited<ReturnType<typeof openTestDatabase>>
let database: Database
let context: TestContext
const street = 'wtjd' as UnitId
const wanted: AdministratorWanted = { street, streetName: '唯亭街道', name: '王立群', again: false }

beforeEach(async () => {
  database = await openTestDatabase()
  context = testContext(database)
})
afterEach(() => database.close())

async function invited(more: Partial<AdministratorWanted> = {}): Promise<AdministratorInvited> {
  const made = await inviteAdministrator(context, { ...wanted, ...more })
  if (typeof made === 'string') throw new Error(made)
  return made
}
const enter = (code: string) => call(context, 'session', { action: 'bind', code, device: newDeviceId() }, null)

test('on an empty database it opens the street, and its code signs in 街道专班’s first person, once and for a day', async () => {
  const { code, ...told } = await invited()
  expect(told).toMatchObject({ streetName: '唯亭街道', opened: true, staffId: 'wtjd-jd1', number: 'JD-001', units: 0 })
  expect((await enter(code)).body).toMatchObject({
    demo: false,
    staff: { name: '王立群', role: 'street', unitId: street },
  })
  expect(codeOf(await enter(code))).toBe(4014)
  const { code: late } = await invited({ again: true })
  context.clock.time += DAY
  expect(codeOf(await enter(late))).toBe(4014)
})

test('where somebody is already it refuses, unless asked; a new code ends the one before, and another name is another person', async () => {
  const first = await invited()
  expect(await inviteAdministrator(context, wanted)).toBe('has-one')
  expect(await inviteAdministrator(context, { ...wanted, name: '李敏' })).toBe('has-one')
  const second = await invited({ again: true })
  expect(second).toMatchObject({ opened: false, staffId: first.staffId })
  expect(codeOf(await enter(first.code))).toBe(4014)
  expect(await invited({ again: true, name: '李敏' })).toMatchObject({ staffId: 'wtjd-jd2', number: 'JD-002' })
})

test('a demonstration, a street without a name and a unit that is no street are refused, and nothing is written', async () => {
  expect(await inviteAdministrator(context, { ...wanted, streetName: null })).toBe('no-name')
  const unit = { unit_id: 'qfy' as UnitId, name: '青枫苑社区', kind: 'community' as const, demo: false }
  await context.db.insertInto('unit').values(unit).execute()
  expect(await inviteAdministrator(context, { ...wanted, street: unit.unit_id })).toBe('no-street')
  await context.db.updateTable('unit').set({ demo: true }).execute()
  expect(await inviteAdministrator(context, wanted)).toBe('demo')
  expect(await context.db.selectFrom('staff').selectAll().execute()).toEqual([])
  expect(await context.db.selectFrom('operation').selectAll().execute()).toEqual([])
})

test('units that were imported before belong to the street; the street’s log says what was done, and holds no code', async () => {
  const unit = { unit_id: 'qfy' as UnitId, name: '青枫苑社区', kind: 'community' as const, demo: false }
  await context.db.insertInto('unit').values(unit).execute()
  const { code, units } = await invited()
  expect(units).toBe(1)
  expect(
    await context.db
      .selectFrom('unit')
      .select('street_id')
      .where('unit_id', '=', 'qfy' as UnitId)
      .execute(),
  ).toEqual([{ street_id: street }])
  const log = await context.db.selectFrom('operation').selectAll().where('unit_id', '=', street).execute()
  expect(log).toMatchObject([{ type: 'administrator.invite', staff_id: 'server', subject: 'wtjd-jd1' }])
  expect(JSON.stringify([log, await context.db.selectFrom('invitation').selectAll().execute()])).not.toContain(code)
  expect(await verifyChain(context.db, street)).toEqual({ kind: 'intact', rows: 1 })
})
