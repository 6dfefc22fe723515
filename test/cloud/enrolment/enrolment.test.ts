import * as v from 'valibot'
import type { Database } from '#cloud/db/database'
import { verifyChain } from '#cloud/operations/verify-chain'
import { purgeUnit } from '#cloud/retention/purge-unit'
import { applicationAnswer, enrolmentAnswer, invitationAnswer, inviteAnswer } from '#contract/enrolment'
import { signedInAnswer } from '#contract/session'
import type { DeviceId, OperationId } from '#domain/ids'
import { readCode } from '#domain/invitation'
import type { LocalDate } from '#domain/time'
import { call, codeOf, pulled, tokenOf } from '../../support/calls'
import { createField, type Field, NOON, newDeviceId, type TestContext, testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

let database: Database
let context: TestContext
let field: Field
let secretary: string

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  context = testContext(database)
  await context.db.deleteFrom('guess').execute()
  field = await createField(context)
  secretary = await tokenOf(context, field.secretary)
})

const DAY = 86_400_000
const [first, last] = ['2021-03-29', '2021-04-02'] as [LocalDate, LocalDate]

async function invite(more: object = {}) {
  const body = { action: 'invite', unit: field.unit, days: 7, uses: 1, staff: null, ...more }
  return v.parse(inviteAnswer, (await call(context, 'query', body, secretary)).body)
}
const ask = (body: object, openid: string | null = null, from = '203.0.113.7') =>
  call(context, 'session', body, null, openid, from)
const application = (code: string, device: DeviceId, more: object = {}) => ({
  action: 'apply',
  code,
  device,
  name: '王芳',
  number: null,
  about: '住 3 幢，晚上有空',
  consent: true,
  ...more,
})
async function apply(code: string, device: DeviceId, openid: string | null = null) {
  return v.parse(applicationAnswer, (await ask(application(code, device), openid)).body)
}
async function enrolment() {
  const body = { action: 'enrolment', unit: field.unit }
  return v.parse(enrolmentAnswer, (await call(context, 'query', body, secretary)).body)
}
async function decide(type: 'volunteer.approve' | 'volunteer.refuse', body: object) {
  const [outcome] = await field.push(
    [{ ...field.operation('visit.undo', { visitId: '' as OperationId }), type, author: field.secretary.id, body }],
    field.secretary,
  )
  return outcome
}
async function approveFirst(more: object = {}) {
  const [pending] = (await enrolment()).applications
  const body = { applicationId: pending?.id, buildingIds: [field.buildings[0]], from: first, to: last, ...more }
  return decide('volunteer.approve', body)
}

describe('a volunteer', () => {
  test('is enrolled by a code, waits, is approved for some buildings and days, comes in and sees only those', async () => {
    const { code } = await invite()
    const look = v.parse(invitationAnswer, (await ask({ action: 'invitation', code: code.toLowerCase() })).body)
    expect(look).toMatchObject({ kind: 'volunteer', unitName: expect.stringContaining('清枫社区') })
    const device = newDeviceId()
    const { token } = await apply(code, device)
    const waits = { action: 'application', application: token }
    expect((await ask(waits)).body).toMatchObject({ state: 'pending', name: '王芳', token: null })
    expect(codeOf(await ask({ action: 'enter', application: token, device }))).toBe(4016)

    expect(await approveFirst()).toMatchObject({ kind: 'applied' })
    const approved = v.parse(applicationAnswer, (await ask(waits)).body)
    expect(approved).toMatchObject({ state: 'approved', from: first, to: last })
    const entered = v.parse(signedInAnswer, (await ask({ action: 'enter', application: token, device })).body)
    expect(entered.staff).toMatchObject({
      name: '王芳',
      role: 'volunteer',
      unitId: field.unit,
      number: approved.number,
    })
    const pull = { action: 'pull', protocol: 2, unit: field.unit, device, pending: 0, cursor: null, scope: null }
    const { scope } = pulled(await call(context, 'sync', pull, entered.token))
    expect(scope?.buildings).toEqual([field.buildings[0]])
    expect((await enrolment()).applications[0]).toMatchObject({
      state: 'approved',
      entered: true,
      staffId: entered.staff.id,
    })
  })

  test('gets the unit’s next number, and two of one batch get two', async () => {
    const { code } = await invite({ uses: 5 })
    await apply(code, newDeviceId())
    await apply(code, newDeviceId())
    const pending = (await enrolment()).applications
    const outcomes = await field.push(
      pending.map(({ id }) => ({
        ...field.operation('visit.undo', { visitId: '' as OperationId }),
        type: 'volunteer.approve',
        author: field.secretary.id,
        body: { applicationId: id, buildingIds: [field.buildings[1]], from: first, to: last },
      })),
      field.secretary,
    )
    expect(outcomes.map(({ kind }) => kind)).toEqual(['applied', 'applied'])
    const rows = await context.db
      .selectFrom('staff')
      .select(['staff_id', 'number'])
      .where('unit_id', '=', field.unit)
      .where('name', '=', '王芳')
      .orderBy('staff_id')
      .execute()
    expect(new Set(rows.map(({ number }) => number)).size).toBe(2)
    expect(rows.every(({ staff_id }) => staff_id.startsWith(`${field.unit}-s`))).toBe(true)
  })

  test('who is refused reads why, and never comes in', async () => {
    const { code } = await invite()
    const device = newDeviceId()
    const { token } = await apply(code, device)
    const [pending] = (await enrolment()).applications
    expect(await decide('volunteer.refuse', { applicationId: pending?.id, reason: '本周人手已够' })).toMatchObject({
      kind: 'applied',
    })
    expect((await ask({ action: 'application', application: token })).body).toMatchObject({
      state: 'refused',
      reason: '本周人手已够',
    })
    expect(codeOf(await ask({ action: 'enter', application: token, device }))).toBe(4016)
  })

  test('is decided upon once: the second decision hears so', async () => {
    const { code } = await invite()
    await apply(code, newDeviceId())
    await approveFirst()
    const [done] = (await enrolment()).applications
    expect(await decide('volunteer.refuse', { applicationId: done?.id, reason: '晚了' })).toMatchObject({
      problem: { code: 4097 },
    })
    expect(await approveFirst()).toMatchObject({ problem: { code: 4097 } })
  })

  test('is not approved for days that are over, in the wrong order, or for buildings that are not there', async () => {
    const { code } = await invite()
    await apply(code, newDeviceId())
    expect(await approveFirst({ to: '2021-03-28', from: '2021-03-20' })).toMatchObject({ problem: { code: 4223 } })
    expect(await approveFirst({ from: '2021-04-03' })).toMatchObject({ problem: { code: 4223 } })
    expect(await approveFirst({ buildingIds: ['b9'] })).toMatchObject({ problem: { code: 4043 } })
    expect(await approveFirst()).toMatchObject({ kind: 'applied' })
  })

  test('who begins next week comes in then and not before', async () => {
    const { code } = await invite()
    const device = newDeviceId()
    const { token } = await apply(code, device)
    await approveFirst({ from: '2021-04-01' })
    expect(codeOf(await ask({ action: 'enter', application: token, device }))).toBe(4033)
    context.clock.time = NOON + 3 * DAY
    expect((await ask({ action: 'enter', application: token, device })).status).toBe(200)
  })

  test('without consent, or with a line break for a name, is not taken down', async () => {
    const { code } = await invite()
    expect(codeOf(await ask(application(code, newDeviceId(), { consent: false })))).toBe(4001)
    expect(codeOf(await ask(application(code, newDeviceId(), { name: '王\n芳' })))).toBe(4001)
    expect((await enrolment()).applications).toEqual([])
  })
})

describe('an application', () => {
  test('sent twice because its answer was lost is one, and the newest token is the good one', async () => {
    const { code } = await invite({ uses: 5 })
    const device = newDeviceId()
    const lost = await apply(code, device)
    const heard = await apply(code, device)
    expect((await enrolment()).applications).toHaveLength(1)
    expect((await enrolment()).invitations[0]).toMatchObject({ used: 1 })
    expect(codeOf(await ask({ action: 'application', application: lost.token }))).toBe(4015)
    expect((await ask({ action: 'application', application: heard.token })).status).toBe(200)
  })

  test('opens a session on the device that applied and on no other, and only once', async () => {
    const { code } = await invite()
    const device = newDeviceId()
    const { token } = await apply(code, device)
    await approveFirst()
    expect(codeOf(await ask({ action: 'enter', application: token, device: newDeviceId() }))).toBe(4015)
    expect((await ask({ action: 'enter', application: token, device })).status).toBe(200)
    // The answer was lost: a moment later it opens again.
    context.clock.time = NOON + 60_000
    expect((await ask({ action: 'enter', application: token, device })).status).toBe(200)
    context.clock.time = NOON + 11 * 60_000
    expect(codeOf(await ask({ action: 'enter', application: token, device }))).toBe(4015)
  })

  test('is kept without its code and its token, and the log knows no name', async () => {
    const { code } = await invite()
    const { token } = await apply(code, newDeviceId())
    const kept = JSON.stringify([
      await context.db.selectFrom('application').selectAll().execute(),
      await context.db.selectFrom('invitation').selectAll().execute(),
    ])
    expect(kept).not.toContain(token)
    expect(kept).not.toContain(readCode(code))
    const log = await context.db
      .selectFrom('operation')
      .selectAll()
      .where('unit_id', '=', field.unit)
      .orderBy('seq')
      .execute()
    expect(log.map(({ type }) => type)).toEqual(['volunteer.invite', 'volunteer.apply'])
    expect(JSON.stringify(log)).not.toContain('王芳')
    expect(JSON.stringify(log)).not.toContain(readCode(code))
  })

  test('is forgotten 30 days after it was decided; the volunteer stays', async () => {
    const { code } = await invite()
    await apply(code, newDeviceId())
    await approveFirst()
    context.clock.time = NOON + 29 * DAY
    await purgeUnit(context, field.unit, 'timer')
    expect((await enrolment()).applications).toHaveLength(1)
    context.clock.time = NOON + 31 * DAY
    secretary = await tokenOf(context, field.secretary)
    await purgeUnit(context, field.unit, 'timer')
    expect(await enrolment()).toMatchObject({ applications: [] })
    const volunteers = context.db
      .selectFrom('staff')
      .selectAll()
      .where('unit_id', '=', field.unit)
      .where('name', '=', '王芳')
    expect(await volunteers.execute()).toHaveLength(1)
  })
})

describe('a code', () => {
  test('is used by as many as it was made for', async () => {
    const { code } = await invite({ uses: 5 })
    for (let index = 0; index < 5; index += 1) await apply(code, newDeviceId())
    expect(codeOf(await ask(application(code, newDeviceId())))).toBe(4014)
    expect((await enrolment()).invitations[0]).toMatchObject({ state: 'used-up', used: 5 })
  })

  test('is worth nothing after its days, or once it was taken back', async () => {
    const [late, revoked] = [await invite({ days: 1 }), await invite({ days: 14 })]
    const operation = {
      ...field.operation('visit.undo', { visitId: '' as OperationId }),
      type: 'volunteer.revoke',
      author: field.secretary.id,
      body: { invitationId: revoked.id },
    }
    expect(await field.push([operation], field.secretary)).toMatchObject([{ kind: 'applied' }])
    expect(codeOf(await ask({ action: 'invitation', code: revoked.code }))).toBe(4014)
    context.clock.time = NOON + DAY
    expect(codeOf(await ask({ action: 'invitation', code: late.code }))).toBe(4014)
    expect((await enrolment()).invitations.map(({ state }) => state).sort()).toEqual(['expired', 'revoked'])
  })

  test('is not found by trying: ten wrong ones and the caller waits, whoever else calls does not', async () => {
    const { code } = await invite()
    for (let index = 0; index < 10; index += 1)
      expect(codeOf(await ask({ action: 'invitation', code: 'BBBBBBBB' }))).toBe(4013)
    expect(codeOf(await ask({ action: 'invitation', code }))).toBe(4290)
    expect((await ask({ action: 'invitation', code }, null, '198.51.100.9')).status).toBe(200)
    expect((await ask({ action: 'invitation', code }, 'wechat-person')).status).toBe(200)
    context.clock.time = NOON + 11 * 60_000
    expect((await ask({ action: 'invitation', code })).status).toBe(200)
  })

  test('that is right never counts as a guess', async () => {
    const { code } = await invite()
    for (let index = 0; index < 12; index += 1) expect((await ask({ action: 'invitation', code })).status).toBe(200)
  })

  test('can’t be made, taken back or answered by anybody but the unit’s secretary', async () => {
    const { code, id } = await invite()
    await apply(code, newDeviceId())
    const [pending] = (await enrolment()).applications
    const worker = await tokenOf(context, field.worker)
    for (const action of [{ action: 'invite', days: 7, uses: 1, staff: null }, { action: 'enrolment' }])
      expect(codeOf(await call(context, 'query', { ...action, unit: field.unit }, worker))).toBe(4030)
    const bodies = {
      'volunteer.approve': { applicationId: pending?.id, buildingIds: [field.buildings[0]], from: first, to: last },
      'volunteer.refuse': { applicationId: pending?.id, reason: '不' },
      'volunteer.revoke': { invitationId: id },
    }
    const operations = Object.entries(bodies).map(([type, body]) => ({
      ...field.operation('visit.undo', { visitId: '' as OperationId }),
      type,
      body,
    }))
    expect(await field.push(operations)).toMatchObject(operations.map(() => ({ problem: { code: 4030 } })))
    expect((await enrolment()).applications[0]).toMatchObject({ state: 'pending' })
  })
})

describe('on WeChat', () => {
  test('a volunteer needs no token: WeChat’s word opens what his OPENID applied for', async () => {
    const { code } = await invite()
    const openid = `volunteer-of-${field.unit}`
    await apply(code, newDeviceId(), openid)
    expect((await ask({ action: 'application', application: null }, openid)).body).toMatchObject({ state: 'pending' })
    const signIn = { action: 'wechat', device: newDeviceId() }
    expect(codeOf(await ask(signIn, openid))).toBe(4012)
    await approveFirst()
    for (const _ of ['the first time', 'from then on']) {
      const { staff } = v.parse(signedInAnswer, (await ask(signIn, openid)).body)
      expect(staff.name).toBe('王芳')
    }
  })

  test('somebody else’s token is worth nothing', async () => {
    const { code } = await invite()
    const device = newDeviceId()
    const { token } = await apply(code, device, 'one')
    await approveFirst()
    expect(codeOf(await ask({ action: 'enter', application: token, device }, 'another'))).toBe(4015)
  })

  test('whoever is in service already does not apply; a volunteer of last year does', async () => {
    const { code } = await invite()
    const openidOf = async (id: string) =>
      (
        await context.db
          .selectFrom('staff')
          .select('openid')
          .where('staff_id', '=', id as never)
          .executeTakeFirstOrThrow()
      ).openid
    expect(codeOf(await ask(application(code, newDeviceId()), await openidOf(field.worker.id)))).toBe(4098)
    const openid = await openidOf(field.volunteer.id)
    // After 3月31日.
    context.clock.time = NOON + 4 * DAY
    expect((await ask(application(code, newDeviceId()), openid)).status).toBe(200)
    await approveFirst()
    const { staff } = v.parse(signedInAnswer, (await ask({ action: 'wechat', device: newDeviceId() }, openid)).body)
    expect(staff.name).toBe('王芳')
    expect(await openidOf(field.volunteer.id)).toBeNull()
  })
})

describe('a code for one person', () => {
  test('signs that person in, once; on WeChat he is bound from then on', async () => {
    await context.db.updateTable('staff').set({ openid: null }).where('staff_id', '=', field.worker.id).execute()
    const { code } = await invite({ staff: field.worker.id, uses: 50 })
    expect((await ask({ action: 'invitation', code })).body).toMatchObject({
      kind: 'staff',
      name: '周敏',
      bound: false,
    })
    const openid = `new-phone-of-${field.unit}`
    const bind = { action: 'bind', code, device: newDeviceId() }
    expect(v.parse(signedInAnswer, (await ask(bind, openid)).body).staff.id).toBe(field.worker.id)
    expect(codeOf(await ask(bind, openid))).toBe(4014)
    expect((await ask({ action: 'wechat', device: newDeviceId() }, openid)).status).toBe(200)
    expect(codeOf(await ask({ action: 'wechat', device: newDeviceId() }, `openid-${field.unit}-1`))).toBe(4012)
  })

  test('makes no application, and a volunteers’ code binds nobody', async () => {
    const [own, open] = [await invite({ staff: field.worker.id }), await invite()]
    expect(codeOf(await ask(application(own.code, newDeviceId())))).toBe(4014)
    expect(codeOf(await ask({ action: 'bind', code: open.code, device: newDeviceId() }))).toBe(4014)
  })

  test('is not made for somebody of another unit or out of service', async () => {
    const body = { action: 'invite', unit: field.unit, days: 1, uses: 1 }
    expect(codeOf(await call(context, 'query', { ...body, staff: field.officer.id }, secretary))).toBe(4044)
    context.clock.time = NOON + 4 * DAY
    expect(codeOf(await call(context, 'query', { ...body, staff: field.volunteer.id }, secretary))).toBe(4033)
  })
})

test('all of it stands in the unit’s chained log', async () => {
  const { code } = await invite()
  const device = newDeviceId()
  const { token } = await apply(code, device)
  await approveFirst()
  await ask({ action: 'enter', application: token, device })
  const log = await context.db
    .selectFrom('operation')
    .select('type')
    .where('unit_id', '=', field.unit)
    .orderBy('seq')
    .execute()
  expect(log.map(({ type }) => type)).toEqual([
    'volunteer.invite',
    'volunteer.apply',
    'volunteer.approve',
    'staff.bind',
  ])
  expect(await verifyChain(context.db, field.unit)).toEqual({ kind: 'intact', rows: 4 })
})
