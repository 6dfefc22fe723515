import { query } from '#cloud/handlers/query'
import { verifyChain } from '#cloud/operations/verify-chain'
import { escalateOverdue } from '#cloud/timer/escalate-overdue'
import type { StaffId } from '#domain/ids'
import { DAY, HOUR, MINUTE } from '#domain/time'
import { tokenOf } from '../../support/calls'
import { type Cases, casesOf } from '../../support/case-fixture'
import { createField } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { caseRow, escalations, noticesOf } from '../../support/timer-cases'

const ground = fieldUnderTest()
let cases: Cases
beforeEach(async () => {
  // Every test's own cases alone are overdue: the timer looks at all units.
  await ground.database.kysely.deleteFrom('dissuasion').execute()
  cases = await casesOf(ground.context, ground.field)
})

const pass = (time: number) => {
  ground.context.clock.time += time
}
const run = () => escalateOverdue(ground.context)
const rowOf = (caseId: Parameters<typeof caseRow>[2]) => caseRow(ground.database.kysely, ground.field.unit, caseId)
const told = async (kind: string): Promise<readonly StaffId[]> =>
  (await noticesOf(ground.database.kysely, ground.field.unit))
    .filter((notice) => notice.kind === kind)
    .map(({ staff_id }) => staff_id)
    .sort()

test('not reached by phone in time: ready to be dispatched, the station’s officers are told, the log says so', async () => {
  const { officer, partner } = ground.field
  const caseId = await cases.enter()
  const { due_at: dueAt } = await rowOf(caseId)
  pass(10 * MINUTE - 1)
  expect(await run()).toBe(0)
  pass(1)
  expect(await run()).toBe(1)
  expect(await rowOf(caseId)).toMatchObject({
    state: 'ready',
    standing: { kind: 'ready', why: 'unreached', round: 1 },
    due_step: 'dispatch',
    due_at: ground.context.clock.time + 10 * MINUTE,
    escalated: false,
    seq: 2,
  })
  const [entry] = await escalations(ground.database.kysely, ground.field.unit)
  expect(entry).toMatchObject({
    subject: caseId,
    staff_id: 'server',
    at: ground.context.clock.time,
    content: { id: entry?.operation_id, body: { caseId, step: 'call', round: 1, dueAt } },
  })
  expect(await told('unreached')).toEqual([officer.id, partner.id].sort())
  expect(await verifyChain(ground.database.kysely, ground.field.unit)).toEqual({ kind: 'intact', rows: 2 })
})

test('after six hours’ silence a step is told once; the next one’s time runs from when the timer came', async () => {
  const caseId = await cases.enter()
  pass(6 * HOUR)
  expect([await run(), await run()]).toEqual([1, 0])
  expect(await rowOf(caseId)).toMatchObject({ state: 'ready', escalated: false })
  pass(10 * MINUTE)
  expect([await run(), await run()]).toEqual([1, 0])
  expect(await rowOf(caseId)).toMatchObject({ state: 'ready', escalated: true })
  expect(await told('not-dispatched')).toEqual([ground.field.officer.id, ground.field.partner.id].sort())
  pass(30 * DAY)
  expect(await run()).toBe(0)
})

test('nobody accepts: the leader hears it, and the case still waits for whoever accepts', async () => {
  const caseId = await cases.enter()
  await cases.dispatch(caseId)
  pass(10 * MINUTE)
  expect(await run()).toBe(1)
  expect(await told('not-accepted')).toEqual([ground.field.officer.id])
  expect(await rowOf(caseId)).toMatchObject({ state: 'dispatched', due_step: 'accept', escalated: true })
  await cases.act('dissuasion.accept', { caseId }, ground.field.worker)
  expect(await rowOf(caseId)).toMatchObject({ state: 'accepted', due_step: 'meet', escalated: false })
})

test('not met in time: the leader and whoever accepted hear it', async () => {
  await cases.accepted()
  pass(2 * HOUR)
  expect(await run()).toBe(1)
  expect(await told('not-met')).toEqual([ground.field.officer.id, ground.field.worker.id].sort())
})

test('a leader who has left: the station’s officers hear it in his place', async () => {
  const { officer, partner, unit, worker } = ground.field
  await cases.accepted()
  await ground.database.kysely.updateTable('staff').set({ active: false }).where('staff_id', '=', officer.id).execute()
  pass(2 * HOUR)
  expect(await run()).toBe(1)
  expect(await told('not-met')).toEqual([partner.id, worker.id].sort())
  expect(await verifyChain(ground.database.kysely, unit)).toMatchObject({ kind: 'intact' })
})

test('another system that enters alerts is told nothing', async () => {
  const { officer, partner } = ground.field
  await ground.database.kysely.updateTable('staff').set({ service: true }).where('staff_id', '=', partner.id).execute()
  await cases.enter()
  pass(10 * MINUTE)
  await run()
  expect(await told('unreached')).toEqual([officer.id])
})

test('not confirmed in time, and a follow-up that falls due', async () => {
  const { officer, partner, worker } = ground.field
  const caseId = await cases.accepted()
  await cases.attempt(caseId, worker)
  pass(4 * HOUR)
  expect(await run()).toBe(1)
  expect(await told('not-confirmed')).toEqual([officer.id, partner.id].sort())
  await cases.act('dissuasion.confirm', { caseId, followUpAt: ground.context.clock.time + DAY }, partner)
  pass(DAY - 1)
  expect(await run()).toBe(0)
  pass(1)
  expect(await run()).toBe(1)
  expect(await told('follow-up-due')).toEqual([officer.id])
})

test('a closed case is never told of', async () => {
  const caseId = await cases.enter()
  await cases.act('dissuasion.close', { caseId, reason: 'false-alarm', note: '核实为误报' }, ground.field.officer)
  pass(30 * DAY)
  expect(await run()).toBe(0)
})

test('more cases than one transaction takes are all told, each once', async () => {
  const { field, context, database } = ground
  const [first] = [await cases.enter()]
  const row = await rowOf(first)
  const more = Array.from({ length: 230 }, (_, index) => ({
    ...row,
    case_id: field.operation('dissuasion.accept', { caseId: first }).id,
    number: `M${index}`,
    standing: JSON.stringify(row.standing),
    name_sealed: JSON.stringify(row.name_sealed),
    phone_sealed: JSON.stringify(row.phone_sealed),
    address_sealed: JSON.stringify(row.address_sealed),
    clue_sealed: JSON.stringify(row.clue_sealed),
    people: '[]',
    last_attempt: null,
    returned_sealed: null,
  }))
  await database.kysely.insertInto('dissuasion').values(more).execute()
  pass(10 * MINUTE)
  expect([await escalateOverdue(context), await escalateOverdue(context)]).toEqual([231, 0])
  expect(await escalations(database.kysely, field.unit)).toHaveLength(231)
  expect(await verifyChain(database.kysely, field.unit)).toEqual({ kind: 'intact', rows: 232 })
})

test('one community whose rows can’t be read does not silence the others', async () => {
  const { context, database, field } = ground
  const other = await createField(context)
  const [broken, sound] = [field, other].sort((a, b) => (a.unit < b.unit ? -1 : 1))
  if (broken === undefined || sound === undefined) throw new Error('no fields')
  const brokenCase = await (broken === field ? cases : await casesOf(context, broken)).enter()
  const soundCase = await (sound === field ? cases : await casesOf(context, sound)).enter()
  await database.kysely
    .updateTable('dissuasion')
    .set({ standing: JSON.stringify({ kind: 'nonsense', due: { step: 'nonsense', at: 0, escalated: false } }) })
    .where('case_id', '=', brokenCase)
    .execute()
  pass(10 * MINUTE)
  expect(await escalateOverdue(context)).toBe(1)
  expect(await caseRow(database.kysely, sound.unit, soundCase)).toMatchObject({ state: 'ready' })
})

test('the case’s thread shows what the timer did, by nobody', async () => {
  const { context, field } = ground
  const caseId = await cases.enter()
  pass(10 * MINUTE)
  await run()
  const token = await tokenOf(context, field.officer)
  const { body } = await query({ context, token, openid: null, body: { action: 'case', unit: field.unit, id: caseId } })
  expect(body).toMatchObject({
    thread: [{ kind: 'entered' }, { kind: 'escalate', step: 'call', by: null, at: context.clock.time }],
  })
})
