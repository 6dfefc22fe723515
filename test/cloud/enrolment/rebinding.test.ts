import * as v from 'valibot'
import { verifyChain } from '#cloud/operations/verify-chain'
import { applicationAnswer, invitationAnswer, inviteAnswer, rebindingsAnswer } from '#contract/enrolment'
import { signedInAnswer } from '#contract/session'
import type { OperationId, UnitId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { call, codeOf, pushed, tokenOf } from '../../support/calls'
import { NOON, newDeviceId, newOperationId } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

/** A person who comes with a new phone or another WeChat (F21): his code alone is not enough, for somebody is in that place. */
/** As WeChat's host answers it. */
const signedInByToken = v.object({ ...signedInAnswer.entries, token: v.string() })
const ground = fieldUnderTest()
let NEW = ''

beforeEach(async () => {
  NEW = `openid-of-the-new-phone-of-${ground.field.unit}`
  await ground.context.db.deleteFrom('guess').execute()
})

const ask = (body: object, openid: string | null = NEW) => call(ground.context, 'session', body, null, openid)

async function codeFor(staff: Staff, by: Staff, unit: UnitId = staff.unitId): Promise<string> {
  const body = { action: 'invite-staff', unit, days: 1, staff: staff.id }
  const answer = await call(ground.context, 'query', body, await tokenOf(ground.context, by))
  return v.parse(inviteAnswer, answer.body).code
}

async function asks(staff: Staff, by: Staff, openid = NEW) {
  const answer = await ask({ action: 'rebind', code: await codeFor(staff, by), device: newDeviceId() }, openid)
  return v.parse(applicationAnswer, answer.body)
}

async function rebindings(by: Staff, unit: UnitId) {
  const answer = await call(ground.context, 'query', { action: 'rebindings', unit }, await tokenOf(ground.context, by))
  return v.parse(rebindingsAnswer, answer.body).rebindings
}

async function decide(by: Staff, unit: UnitId, type: 'binding.approve' | 'binding.refuse', more: object = {}) {
  const [asked] = await rebindings(by, unit)
  const operation = {
    ...ground.field.operation('visit.undo', { visitId: '' as OperationId }),
    id: newOperationId(),
    unit,
    author: by.id,
    type,
    body: { applicationId: asked?.id, ...more },
  }
  const body = { action: 'push', protocol: 2, unit, device: newDeviceId(), pending: 0, operations: [operation] }
  return pushed(await call(ground.context, 'sync', body, await tokenOf(ground.context, by))).outcomes?.[0]
}

const openidOf = async ({ id }: Staff) =>
  (await ground.context.db.selectFrom('staff').select('openid').where('staff_id', '=', id).executeTakeFirstOrThrow())
    .openid
const signIn = (openid: string) => ask({ action: 'wechat', device: newDeviceId() }, openid)
const pullOf = (token: string, openid: string | null) => {
  const { unit, device } = ground.field
  const body = { action: 'pull', protocol: 2, unit, device, pending: 0, cursor: null, scope: null }
  return call(ground.context, 'sync', body, token, openid)
}

test('a code of somebody who is bound already lets nobody in, and says so before it is tried', async () => {
  const { worker, secretary } = ground.field
  const code = await codeFor(worker, secretary)
  const look = v.parse(invitationAnswer, (await ask({ action: 'invitation', code })).body)
  expect(look).toMatchObject({ kind: 'staff', name: '周敏', bound: true })
  const bind = { action: 'bind', code, device: newDeviceId() }
  expect(codeOf(await ask(bind))).toBe(4017)
  expect(codeOf(await ask(bind, null))).toBe(4017)
  expect(codeOf(await signIn(NEW))).toBe(4012)
  // To the WeChat that he has it is an ordinary code.
  const own = await openidOf(worker)
  expect((await ask({ action: 'invitation', code }, own)).body).toMatchObject({ bound: false })
  expect((await ask(bind, own)).status).toBe(200)
})

test('it waits until the secretary says yes; then the new phone is that person and every session of the old one ends and says why', async () => {
  const { context, field } = ground
  const { worker, secretary, unit } = field
  const old = (await openidOf(worker)) ?? ''
  expect((await signIn(old)).status).toBe(200)
  const onTheWeb = await tokenOf(context, worker)
  context.clock.time = NOON + 3 * 86_400_000
  const { token: oldToken } = v.parse(signedInByToken, (await signIn(old)).body)
  expect((await pullOf(oldToken, old)).status).toBe(200)

  const asked = await asks(worker, secretary)
  expect(asked).toMatchObject({ kind: 'rebinding', state: 'pending', name: '周敏' })
  expect(codeOf(await signIn(NEW))).toBe(4012)
  expect((await pullOf(oldToken, old)).status).toBe(200)
  expect(codeOf(await ask({ action: 'enter', application: asked.token, device: newDeviceId() }))).toBe(4016)
  expect(await rebindings(secretary, unit)).toMatchObject([
    { staffId: worker.id, name: '周敏', state: 'pending', lastSeenOn: '2021-04-01' },
  ])

  expect(await decide(secretary, unit, 'binding.approve')).toMatchObject({ kind: 'applied' })
  for (const [token, openid] of [
    [oldToken, old],
    [onTheWeb, null],
  ] as const) {
    const told = (await pullOf(token, openid)).body as { problem: { code: number; detail?: string } }
    expect(told.problem).toMatchObject({ code: 4011, detail: expect.stringContaining('已换绑到另一个微信') })
    expect((await call(context, 'session', { action: 'me' }, token, openid)).body).toMatchObject(told)
  }
  expect(codeOf(await signIn(old))).toBe(4012)
  expect((await ask({ action: 'application', application: asked.token })).body).toMatchObject({
    kind: 'rebinding',
    state: 'approved',
  })
  const { token, staff } = v.parse(signedInByToken, (await signIn(NEW)).body)
  expect(staff.id).toBe(worker.id)
  expect((await pullOf(token, NEW)).status).toBe(200)
})

test('refused, the new phone reads why, and nothing changes for the old one', async () => {
  const { worker, secretary, unit } = ground.field
  const old = (await openidOf(worker)) ?? ''
  const { token } = await asks(worker, secretary)
  expect(await decide(secretary, unit, 'binding.refuse', { reason: '电话里不是本人' })).toMatchObject({
    kind: 'applied',
  })
  expect((await ask({ action: 'application', application: token })).body).toMatchObject({
    state: 'refused',
    reason: '电话里不是本人',
  })
  expect(codeOf(await ask({ action: 'enter', application: token, device: newDeviceId() }))).toBe(4016)
  expect((await signIn(old)).status).toBe(200)
  expect(await decide(secretary, unit, 'binding.approve')).toMatchObject({ problem: { code: 4097 } })
})

test('nobody says yes to himself: a secretary’s is for her street, an administrator’s for another one, an officer’s for a colleague', async () => {
  const { field } = ground
  const { secretary, unit, clerk, street, officer, partner } = field
  const second = await field.addPerson({ name: '钱程', role: 'street', scope: { kind: 'none' } }, street)
  await ground.context.db
    .insertInto('unit_head')
    .values({ unit_id: officer.unitId, seq: 0, hash: '' })
    .onConflict((is) => is.doNothing())
    .execute()
  for (const [person, other, place] of [
    [secretary, clerk, unit],
    [clerk, second, street],
    [officer, partner, officer.unitId],
  ] as const) {
    const openid = `new-of-${person.id}`
    await asks(person, other, openid)
    expect(await decide(person, place, 'binding.approve')).toMatchObject({ problem: { code: 4039 } })
    expect(await decide(person, place, 'binding.refuse', { reason: '不' })).toMatchObject({ problem: { code: 4039 } })
    expect(await decide(other, place, 'binding.approve')).toMatchObject({ kind: 'applied' })
    expect(v.parse(signedInByToken, (await signIn(openid)).body).staff.id).toBe(person.id)
  }
})

test('a grid worker, an inspector and another station’s officer neither see nor decide it', async () => {
  const { field, context } = ground
  await asks(field.worker, field.secretary)
  for (const stranger of [field.colleague, field.inspector, field.elsewhere]) {
    const token = await tokenOf(context, stranger)
    const seen = await call(context, 'query', { action: 'rebindings', unit: field.unit }, token)
    expect([4030, 4031, 4035]).toContain(codeOf(seen))
    const [asked] = await rebindings(field.secretary, field.unit)
    const operation = {
      ...field.operation('visit.undo', { visitId: '' as OperationId }),
      author: stranger.id,
      type: 'binding.approve',
      body: { applicationId: asked?.id },
    }
    const body = {
      action: 'push',
      protocol: 2,
      unit: field.unit,
      device: newDeviceId(),
      pending: 0,
      operations: [operation],
    }
    const answer = await call(context, 'sync', body, token)
    const code = codeOf(answer) ?? (pushed(answer).outcomes[0] as { problem?: { code: number } }).problem?.code
    expect([4030, 4031, 4035]).toContain(code)
  }
})

test('a request is no application of a volunteer: it is neither listed as one nor approved as one', async () => {
  const { field } = ground
  await asks(field.worker, field.secretary)
  const [asked] = await rebindings(field.secretary, field.unit)
  const make = (type: string, body: object) => ({
    ...field.operation('visit.undo', { visitId: '' as OperationId }),
    id: newOperationId(),
    author: field.secretary.id,
    type,
    body: { applicationId: asked?.id, ...body },
  })
  const outcomes = await field.push(
    [
      make('volunteer.approve', { buildingIds: [field.buildings[0]], from: '2021-03-29', to: '2021-04-02' }),
      make('volunteer.refuse', { reason: '不' }),
    ],
    field.secretary,
  )
  expect(outcomes).toMatchObject([{ problem: { code: 4041 } }, { problem: { code: 4041 } }])
  const list = { action: 'enrolment', unit: field.unit }
  expect(
    (await call(ground.context, 'query', list, await tokenOf(ground.context, field.secretary))).body,
  ).toMatchObject({ applications: [] })
})

test('a WeChat that is somebody in service already asks for no second place, and on the web there is nothing to bind', async () => {
  const { worker, colleague, secretary } = ground.field
  const code = await codeFor(worker, secretary)
  const body = { action: 'rebind', code, device: newDeviceId() }
  expect(codeOf(await ask(body, await openidOf(colleague)))).toBe(4098)
  expect(codeOf(await ask(body, await openidOf(worker)))).toBe(4093)
  expect(codeOf(await ask(body, null))).toBe(4093)
})

test('an answer that was lost is asked for without a code, and asked for by a second code it is still one request', async () => {
  const { field } = ground
  await asks(field.worker, field.secretary)
  expect((await ask({ action: 'application', application: null })).body).toMatchObject({
    kind: 'rebinding',
    state: 'pending',
  })
  await asks(field.worker, field.secretary)
  expect(await rebindings(field.secretary, field.unit)).toHaveLength(1)
})

test('all of it stands in the chained log, without a code or an OPENID', async () => {
  const { context, field } = ground
  const code = await codeFor(field.worker, field.secretary)
  await ask({ action: 'rebind', code, device: newDeviceId() })
  await decide(field.secretary, field.unit, 'binding.approve')
  const rows = context.db.selectFrom('operation').selectAll().where('unit_id', '=', field.unit).orderBy('seq')
  const log = await rows.execute()
  expect(log.map(({ type }) => type)).toEqual(['volunteer.invite', 'binding.ask', 'binding.approve'])
  expect(JSON.stringify(log)).not.toContain(NEW)
  expect(JSON.stringify(log)).not.toContain(code)
  expect(await verifyChain(context.db, field.unit)).toEqual({ kind: 'intact', rows: 3 })
})
