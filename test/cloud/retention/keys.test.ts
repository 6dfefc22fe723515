import { previewUnit } from '#cloud/retention/preview'
import { purgeUnit } from '#cloud/retention/purge-unit'
import { recordKeyOf } from '#cloud/session/account-key'
import { SESSION_LIVES } from '#cloud/session/tokens'
import { OLDEST_RECORD_DAYS } from '#contract/limits'
import { retentionPolicy } from '#domain/retention'
import type { Staff } from '#domain/staff'
import { addDays, DAY, dayOf, type LocalDate } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { newDeviceId } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { keptGround } from '../../support/kept-ground'

/** When the secret goes that a person's devices have their keys of. */
const ground = fieldUnderTest()
const device = newDeviceId()
const KEPT = retentionPolicy.key.days
const SIGNED_IN = SESSION_LIVES / DAY

const keyOf = (staff: Staff) => recordKeyOf(ground.context, staff, device)
const has = async (staff: Staff) =>
  (await ground.context.db.selectFrom('account_key').select('staff_id').where('unit_id', '=', staff.unitId).execute())
    .map(({ staff_id }) => staff_id)
    .includes(staff.id)
const purge = () => purgeUnit(ground.context, ground.field.unit, 'timer')
const pass = (days: number) => {
  ground.context.clock.time += days * DAY
}
const today = () => dayOf(ground.context.clock.time)
/** What the secretary says of his service. */
async function assign(staff: Staff, more: { to?: LocalDate | null; active?: boolean }) {
  const { field, context } = ground
  const body = { staffId: staff.id, scope: { kind: 'none' }, from: staff.from, to: staff.to, active: true, ...more }
  const operation = field.operation('staff.assign', body as never, { author: field.secretary.id })
  await ground.apply([{ ...operation, at: context.clock.time }], field.secretary)
}
/** Signed in on a device; the session ends by itself after thirty days. */
async function signedIn(staff: Staff): Promise<string> {
  const token = await tokenOf(ground.context, staff)
  await keyOf(staff)
  return token
}

it('is kept for as long as somebody serves, whether he ever signs in or not', async () => {
  const { worker } = ground.field
  const key = await keyOf(worker)
  pass(3650)
  await purge()
  expect(await has(worker)).toBe(true)
  expect(await keyOf(worker)).toBe(key)
})

it('outlasts the last day by as long as his device may be signed in and its records are taken, and not by a day more', async () => {
  const { volunteer, worker } = ground.field
  const token = await signedIn(volunteer)
  const key = await keyOf(volunteer)
  await keyOf(worker)
  await assign(volunteer, { to: addDays(today(), 3) })
  // His service is over; his phone may still ask, and send what he did in time.
  pass(10)
  await purge()
  const asked = await call(ground.context, 'session', { action: 'me' }, token)
  expect(asked).toMatchObject({ status: 200, body: { recordKey: expect.stringMatching(/^[0-9a-f]{64}$/) } })
  expect(await keyOf(volunteer)).toBe(key)
  pass(SIGNED_IN - 10 + KEPT)
  ground.context.clock.time -= 1
  await purge()
  expect(await keyOf(volunteer)).toBe(key)
  ground.context.clock.time += 1
  expect((await previewUnit(ground.context, ground.field.unit)).find(({ kind }) => kind === 'key')).toMatchObject({
    count: 1,
  })
  expect((await purge()).kinds.get('key')).toBe(1)
  expect(await has(volunteer)).toBe(false)
  expect(await has(worker)).toBe(true)
  // Nobody gets in by whom it would be made again.
  expect(codeOf(await call(ground.context, 'session', { action: 'me' }, token))).toBe(4011)
})

it('outlasts the word that stops somebody, also where he was signed in nowhere then', async () => {
  const { worker } = ground.field
  const key = await keyOf(worker)
  pass(200)
  await assign(worker, { active: false })
  pass(KEPT)
  ground.context.clock.time -= 1
  await purge()
  expect(await keyOf(worker)).toBe(key)
  ground.context.clock.time += 1
  await purge()
  expect(await has(worker)).toBe(false)
})

it('is there again for whoever is taken back in time, and another one for whoever is later', async () => {
  const { volunteer } = ground.field
  await signedIn(volunteer)
  const key = await keyOf(volunteer)
  await assign(volunteer, { to: today() })
  pass(SIGNED_IN + KEPT - 1)
  await assign(volunteer, { to: addDays(today(), 5) })
  pass(4)
  await purge()
  expect(await keyOf(volunteer)).toBe(key)
  pass(2 + KEPT)
  await purge()
  expect(await has(volunteer)).toBe(false)
  await assign(volunteer, { to: addDays(today(), 5) })
  expect(await keyOf(volunteer)).not.toBe(key)
})

it('goes with an entry in the unit’s log that says whose, and nothing of what it was', async () => {
  const { worker, unit } = ground.field
  const key = await keyOf(worker)
  await assign(worker, { active: false })
  const kept = await keptGround(ground.context, ground.field)
  pass(KEPT)
  await purge()
  const [entry] = await kept.purges()
  expect(entry?.content).toMatchObject({ body: { kind: 'key', count: 1, subjects: [worker.id] } })
  expect(JSON.stringify(entry)).not.toContain(key)
  expect(await kept.verdict()).toMatchObject({ kind: 'intact' })
  expect(entry?.unit_id).toBe(unit)
})

it('is kept no shorter than the cloud takes a record', () => {
  expect(retentionPolicy.key.least).toBeGreaterThanOrEqual(OLDEST_RECORD_DAYS)
})
