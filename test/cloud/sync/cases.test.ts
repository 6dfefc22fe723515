import * as v from 'valibot'
import { verifyChain } from '#cloud/operations/verify-chain'
import { type CaseRow, type PullAnswer, pullAnswer } from '#contract/pull'
import type { UnitId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { DAY } from '#domain/time'
import { call, codeOf, pulled, tokenOf } from '../../support/calls'
import { type Cases, casesOf, RESIDENT } from '../../support/case-fixture'
import { createField, type Field, newDeviceId, type TestContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
let context: TestContext
let field: Field
let cases: Cases

beforeEach(async () => {
  ;({ context, field } = ground)
  cases = await casesOf(context, field)
})

interface Known {
  readonly cursor?: string | null
  readonly scope?: string | null
  readonly protocol?: number
}

async function request(staff: Staff, { cursor = null, scope = null, protocol = 2 }: Known = {}, unit = field.unit) {
  const body = { action: 'pull', protocol, unit, device: newDeviceId(), pending: 0, cursor, scope }
  return call(context, 'sync', body, await tokenOf(context, staff))
}
async function pull(staff: Staff, known: Known = {}): Promise<PullAnswer> {
  const answer = await request(staff, known)
  v.parse(pullAnswer, answer.body)
  return pulled(answer)
}
const rowsOf = ({ changes }: PullAnswer): readonly CaseRow[] =>
  changes.flatMap((change) => (change.kind === 'case' ? [change.row] : []))
const only = (answer: PullAnswer): CaseRow => {
  const [row, ...more] = rowsOf(answer)
  if (row === undefined || more.length > 0) throw new Error(`${more.length + 1} cases, not one`)
  return row
}
const next = ({ cursor, scope }: PullAnswer): Known => ({ cursor, scope: scope?.hash ?? null })

test('an officer is told his communities and pulls their cases alone: masked, with his team’s open ones in the clear', async () => {
  const [waiting, his] = [await cases.enter(), await cases.accepted()]
  const answer = await pull(field.officer)
  expect(answer.scope?.staff.serves).toEqual([{ unitId: field.unit, name: expect.stringContaining('清枫社区') }])
  expect(answer.scope?.buildings).toEqual([])
  expect(new Set(answer.changes.map(({ kind }) => kind))).toEqual(new Set(['case']))
  const found = rowsOf(answer)
  expect(found.find(({ id }) => id === waiting)).toMatchObject({
    part: 'officer',
    state: 'entered',
    maskedName: '欧*',
    maskedPhone: '199****4321',
    place: '清枫苑 2幢 1单元 S3**',
    fraudType: 'fake-investment',
    resident: null,
  })
  expect(found.find(({ id }) => id === his)?.resident).toEqual({
    name: RESIDENT.name,
    phone: RESIDENT.phone,
    address: RESIDENT.address,
    room: RESIDENT.room,
  })
})

test('the worker who was sent holds the resident for the door, and no more once it is confirmed', async () => {
  const id = await cases.accepted()
  const row = only(await pull(field.worker))
  expect(row).toMatchObject({
    part: 'worker',
    maskedName: '欧*',
    resident: { name: RESIDENT.name, room: RESIDENT.room },
    leader: { id: field.officer.id, name: '李卫国' },
    workers: [{ name: '周敏' }],
  })
  await cases.attempt(id, field.worker)
  expect(only(await pull(field.worker)).resident).not.toBeNull()
  await cases.act('dissuasion.confirm', { caseId: id, followUpAt: null }, field.officer)
  expect(only(await pull(field.worker))).toMatchObject({ state: 'confirmed', resident: null, maskedName: '欧*' })
})

test('a grid worker who was never sent sees nothing of a case', async () => {
  await cases.accepted()
  const answer = await pull(field.colleague)
  expect(rowsOf(answer)).toEqual([])
  expect(JSON.stringify(answer)).not.toContain(RESIDENT.phone.slice(3))
})

test('a volunteer’s whole pull has no byte of a name, a phone, a room or a label', async () => {
  const id = await cases.accepted()
  await cases.act('alert.label', { caseId: id, labels: ['prior-record', 'high-risk-area'] }, field.officer)
  await cases.act('dissuasion.conclude', { caseId: id, conclusion: '前科人员，重点管控' }, field.officer)
  await cases.attempt(id, field.worker, { note: `${RESIDENT.name}答应不再转账` })
  await cases.act('dissuasion.return', { caseId: id, reason: `再去${RESIDENT.room}一次` }, field.officer)
  const answer = await pull(field.volunteer)
  expect(only(answer)).toMatchObject({ part: 'companion', place: '清枫苑 2幢 1单元', maskedName: null, returned: null })
  const wire = JSON.stringify(answer)
  const { name, phone, room, address, clue } = RESIDENT
  for (const word of [
    name,
    name.slice(0, 1),
    phone,
    phone.slice(3),
    room,
    address,
    clue,
    'prior-record',
    'high-risk',
    '前科',
  ])
    expect(wire).not.toContain(word)
})

test('the returned case tells the worker why, until the next attempt is in', async () => {
  const id = await cases.accepted()
  await cases.attempt(id, field.worker)
  await cases.act('dissuasion.return', { caseId: id, reason: '请补照片' }, field.officer)
  expect(only(await pull(field.worker)).returned).toBe('请补照片')
  await cases.attempt(id, field.worker)
  expect(only(await pull(field.worker)).returned).toBeNull()
})

test('after a transfer the former worker’s row says who has it and since when, and nothing of the resident', async () => {
  const id = await cases.accepted()
  const before = await pull(field.worker)
  context.clock.time += 5000
  await cases.act('dissuasion.transfer', { caseId: id, to: field.colleague.id, reason: '在外地' }, field.worker)
  const after = await pull(field.worker, next(before))
  expect(only(after)).toMatchObject({
    id,
    part: 'former',
    gone: { to: '许强', at: context.clock.time },
    maskedName: null,
    maskedPhone: null,
    place: null,
    buildingId: null,
    resident: null,
  })
  expect(JSON.stringify(after)).not.toContain(RESIDENT.room)
  expect(only(await pull(field.colleague)).resident?.name).toBe(RESIDENT.name)
})

test('a 核查任务 is neutral to everybody but the police', async () => {
  await cases.accepted({ kind: 'check' })
  expect(only(await pull(field.worker)).fraudType).toBeNull()
  expect(only(await pull(field.volunteer)).fraudType).toBeNull()
  expect(only(await pull(field.officer)).fraudType).toBe('fake-investment')
})

test('an app that knows no cases is sent none, and gets all of them after its update', async () => {
  await cases.accepted()
  const old = await pull(field.worker, { protocol: 1 })
  expect(rowsOf(old)).toEqual([])
  expect(old.changes.length).toBeGreaterThan(0)
  expect(only(await pull(field.worker, next(old)))).toMatchObject({ part: 'worker' })
})

test('the secretary’s pull has no cases: she asks for them by page', async () => {
  await cases.accepted()
  expect(rowsOf(await pull(field.secretary))).toEqual([])
})

test('a new device gets open cases and those closed within thirty days; later it gets what changed, once', async () => {
  const [old, recent] = [await cases.enter(), await cases.enter()]
  await cases.act('dissuasion.close', { caseId: old, reason: 'false-alarm', note: '误报' }, field.officer)
  context.clock.time += 31 * DAY
  await cases.act('dissuasion.close', { caseId: recent, reason: 'false-alarm', note: '误报' }, field.officer)
  const open = await cases.enter()
  const first = await pull(field.officer)
  expect(new Set(rowsOf(first).map(({ id }) => id))).toEqual(new Set([recent, open]))
  await cases.act('dissuasion.call', { caseId: open, reached: true }, field.officer)
  const second = await pull(field.officer, next(first))
  expect(rowsOf(second).map(({ id, state }) => [id, state])).toEqual([[open, 'phoned']])
  expect((await pull(field.officer, { ...next(second), scope: next(first).scope ?? null })).changes).toEqual([])
})

test('an officer of another station is refused with 403, and the community’s log says who tried what', async () => {
  await cases.enter()
  const tries = [
    await request(field.elsewhere),
    await call(
      context,
      'sync',
      { action: 'push', protocol: 2, unit: field.unit, device: newDeviceId(), pending: 0, operations: [] },
      await tokenOf(context, field.elsewhere),
    ),
  ]
  expect(tries.map((answer) => [answer.status, codeOf(answer)])).toEqual([
    [403, 4035],
    [403, 4035],
  ])
  const rows = await context.db
    .selectFrom('operation')
    .selectAll()
    .where('unit_id', '=', field.unit)
    .where('type', '=', 'access.refused')
    .orderBy('seq')
    .execute()
  const station = field.elsewhere.unitId
  expect(rows.map(({ staff_id, content }) => ({ staff_id, content }))).toEqual(
    ['pull', 'push'].map((action) => ({
      staff_id: field.elsewhere.id,
      content: { staff: field.elsewhere.id, station, function: 'sync', action },
    })),
  )
  expect(await verifyChain(context.db, field.unit)).toMatchObject({ kind: 'intact' })
})

test('a unit that does not exist, or another unit’s worker, leaves no entry', async () => {
  const other = await createField(context)
  expect(codeOf(await request(field.elsewhere, {}, 'nowhere' as UnitId))).toBe(4031)
  expect(codeOf(await request(field.worker, {}, other.unit))).toBe(4031)
  const rows = await context.db.selectFrom('operation').select('type').where('unit_id', '=', other.unit).execute()
  expect(rows).toEqual([])
})

test('a session for another system’s alerts pushes those, and neither pulls nor asks nor pushes anything else', async () => {
  const token = await tokenOf(context, field.officer)
  await context.db
    .updateTable('session')
    .set({ only_types: JSON.stringify(['alert.enter']) })
    .where('unit_id', '=', field.officer.unitId)
    .execute()
  const caseId = await cases.enter()
  const device = newDeviceId()
  const body = { protocol: 2, unit: field.unit, device, pending: 0, cursor: null, scope: null }
  expect(codeOf(await call(context, 'sync', { action: 'pull', ...body }, token))).toBe(4030)
  const building = { action: 'building', building: field.buildings[0], after: null }
  expect(codeOf(await call(context, 'sync', { ...body, ...building }, token))).toBe(4030)
  const asked = { action: 'cases', unit: field.unit, before: null, open: false }
  expect(codeOf(await call(context, 'query', asked, token))).toBe(4030)
  const operations = [field.operation('dissuasion.call', { caseId, reached: true }, { author: field.officer.id })]
  const pushed = await call(context, 'sync', { action: 'push', ...body, operations }, token)
  expect(pushed.body).toMatchObject({ outcomes: [{ kind: 'rejected', problem: { code: 4030 } }] })
})

test('an officer’s community keeps its doors to itself', async () => {
  const body = { action: 'building', protocol: 2, unit: field.unit, building: field.buildings[0], after: null }
  expect(codeOf(await call(context, 'sync', body, await tokenOf(context, field.officer)))).toBe(4030)
})

test('a push costs nine statements with its authentication, an officer’s too', async () => {
  const token = await tokenOf(context, field.officer)
  const caseId = await cases.enter()
  const operations = [field.operation('dissuasion.call', { caseId, reached: true }, { author: field.officer.id })]
  const before = ground.database.roundTrips()
  const body = { action: 'push', protocol: 2, unit: field.unit, device: newDeviceId(), pending: 0, operations }
  expect((await call(context, 'sync', body, token)).body).toMatchObject({ outcomes: [{ kind: 'applied' }] })
  expect(ground.database.roundTrips() - before).toBeLessThanOrEqual(9)
})
