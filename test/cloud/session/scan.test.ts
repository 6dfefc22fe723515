import * as v from 'valibot'
import { verifyChain } from '#cloud/operations/verify-chain'
import { openStationKey } from '#cloud/session/station-key'
import { type ScanOpenAnswer, scanLookAnswer, scanOpenAnswer } from '#contract/scan'
import type { Staff } from '#domain/staff'
import { MINUTE, SECOND } from '#domain/time'
import { type BrowserSession, browserSession } from '../../support/browser-session'
import { call, codeOf, tokenOf } from '../../support/calls'
import { newDeviceId, testContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
beforeEach(async () => {
  await ground.context.db.deleteFrom('session').execute()
  await ground.context.db.deleteFrom('scan_ticket').execute()
})
const EDGE = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0'

interface Waiting {
  readonly browser: BrowserSession
  readonly ticket: ScanOpenAnswer
}

async function waiting(): Promise<Waiting> {
  const browser = browserSession(ground.context, EDGE)
  const answer = await browser.bare.call('session', { action: 'scan-open', device: newDeviceId() })
  return { browser, ticket: v.parse(scanOpenAnswer, answer.kind === 'answer' ? answer.body : answer) }
}

const openidOf = async ({ id, unitId }: Staff) =>
  (
    await ground.context.db
      .selectFrom('staff')
      .select('openid')
      .where('unit_id', '=', unitId)
      .where('staff_id', '=', id)
      .executeTakeFirstOrThrow()
  ).openid

/** As the mini program says it: signed in there, the runtime names its OPENID. */
async function onPhone(staff: Staff, body: object) {
  const openid = await openidOf(staff)
  const signedIn = await call(ground.context, 'session', { action: 'wechat', device: newDeviceId() }, null, openid)
  const { token } = v.parse(v.object({ token: v.string() }), signedIn.body)
  return call(ground.context, 'session', body, token, openid)
}
const allow = (staff: Staff, { ticket }: Waiting, yes = true) =>
  onPhone(staff, { action: 'scan-answer', scan: ticket.scan, allow: yes })

async function poll({ browser, ticket }: Waiting, secret = ticket.secret) {
  const answer = await browser.bare.call('session', { action: 'scan-poll', secret })
  return answer.kind === 'problem' ? answer.problem.code : answer.kind === 'answer' ? answer.body : answer.kind
}
const webSessions = () =>
  ground.context.db.selectFrom('session').selectAll().where('kind', '=', 'web').where('browser', '=', 'edge').execute()

test('a browser is let in as whoever allowed it on his phone, and the unit’s log names him', async () => {
  const asking = await waiting()
  expect(await poll(asking)).toMatchObject({ waiting: true })
  const looked = await onPhone(ground.field.worker, { action: 'scan-look', scan: asking.ticket.scan })
  expect(v.parse(scanLookAnswer, looked.body)).toMatchObject({
    browser: 'edge',
    system: 'windows',
    address: '127.0.0.1',
    compare: asking.ticket.compare,
  })
  expect(await poll(asking)).toMatchObject({ waiting: true })
  expect((await allow(ground.field.worker, asking)).status).toBe(200)
  expect(await poll(asking)).toMatchObject({ token: null, staff: { id: ground.field.worker.id } })
  expect(await asking.browser.transport.call('session', { action: 'me' })).toMatchObject({
    body: { staff: { id: ground.field.worker.id } },
  })
  const log = await ground.context.db
    .selectFrom('operation')
    .selectAll()
    .where('unit_id', '=', ground.field.unit)
    .where('type', '=', 'session.scan')
    .execute()
  expect(log).toMatchObject([{ staff_id: ground.field.worker.id, content: { browser: 'edge', system: 'windows' } }])
  expect(await verifyChain(ground.context.db, ground.field.unit)).toMatchObject({ kind: 'intact' })
})

describe('a web session without approval never opens:', () => {
  afterEach(async () => expect(await webSessions()).toEqual([]))

  test('not by asking, not by what the code shows, not by guessing', async () => {
    const asking = await waiting()
    for (let times = 0; times < 5; times += 1) expect(await poll(asking)).toMatchObject({ waiting: true })
    expect(await poll(asking, asking.ticket.scan)).toBe(4100)
    expect(await poll(asking, 'x'.repeat(43))).toBe(4100)
    // Whoever sees the code on the screen can let somebody in as himself, and not be let in.
    const stranger = { ...asking, browser: browserSession(ground.context) }
    expect(await poll(stranger, asking.ticket.scan)).toBe(4100)
  })

  test('not after 不是我, whatever is said then', async () => {
    const asking = await waiting()
    expect((await allow(ground.field.worker, asking, false)).status).toBe(200)
    expect(await poll(asking)).toBe(4018)
    expect(codeOf(await allow(ground.field.worker, asking))).toBe(4101)
    expect(await poll(asking)).toBe(4018)
  })

  test('not after two minutes, and what is over cannot be allowed', async () => {
    const asking = await waiting()
    ground.context.clock.time += 2 * MINUTE
    expect(await poll(asking)).toBe(4100)
    expect(codeOf(await allow(ground.field.worker, asking))).toBe(4100)
    expect(codeOf(await onPhone(ground.field.worker, { action: 'scan-look', scan: asking.ticket.scan }))).toBe(4100)
    expect(await poll(asking)).toBe(4100)
  })

  test('not long after it was allowed, when nobody came for it', async () => {
    const asking = await waiting()
    await allow(ground.field.worker, asking)
    ground.context.clock.time += 2 * MINUTE + 15 * SECOND
    expect(await poll(asking)).toBe(4100)
  })

  test('not by nobody, by a made-up token, or by another system’s key', async () => {
    const asking = await waiting()
    const body = { action: 'scan-answer', scan: asking.ticket.scan, allow: true }
    expect(codeOf(await call(ground.context, 'session', body, null))).toBe(4010)
    expect(codeOf(await call(ground.context, 'session', body, `${ground.field.unit}.${'x'.repeat(43)}`))).toBe(4011)
    const key = await openStationKey(ground.context, ground.field.officer.unitId, '平台')
    if (typeof key === 'string') throw new Error(key)
    expect(codeOf(await call(ground.context, 'session', body, key.token))).toBe(4030)
    expect(await poll(asking)).toMatchObject({ waiting: true })
  })

  test('not by somebody whose service is over, nor when it ended since he said yes', async () => {
    const { volunteer } = ground.field
    const [late, between] = [await waiting(), await waiting()]
    // Through the web, where he is signed in still; he has no OPENID there.
    await ground.context.db.updateTable('staff').set({ openid: null }).where('staff_id', '=', volunteer.id).execute()
    const token = await tokenOf(ground.context, volunteer)
    const say = ({ ticket }: Waiting) =>
      call(ground.context, 'session', { action: 'scan-answer', scan: ticket.scan, allow: true }, token)
    expect((await say(between)).status).toBe(200)
    await ground.context.db.updateTable('staff').set({ active: false }).where('staff_id', '=', volunteer.id).execute()
    expect(await poll(between)).toBe(4033)
    expect(codeOf(await say(late))).toBe(4033)
    expect(await poll(late)).toMatchObject({ waiting: true })
  })

  test('not from a browser of whom WeChat knows: he says so on WeChat', async () => {
    const asking = await waiting()
    const token = await tokenOf(ground.context, ground.field.worker)
    const body = { action: 'scan-answer', scan: asking.ticket.scan, allow: true }
    expect(codeOf(await call(ground.context, 'session', body, token))).toBe(4030)
    expect(await poll(asking)).toMatchObject({ waiting: true })
    // A no is taken from anywhere.
    expect((await call(ground.context, 'session', { ...body, allow: false }, token)).status).toBe(200)
    expect(await poll(asking)).toBe(4018)
  })

  test('not in a demonstration, which has a way in of its own', async () => {
    const demo = testContext(ground.database, 'demo')
    expect(codeOf(await call(demo, 'session', { action: 'scan-open', device: newDeviceId() }, null))).toBe(4003)
  })
})

test('a ticket lets in once: of ten who ask at the same moment one, and nobody afterwards', async () => {
  const asking = await waiting()
  await allow(ground.field.worker, asking)
  const answers = await Promise.all(Array.from({ length: 10 }, () => poll(asking)))
  expect(answers.filter((answer) => typeof answer === 'object')).toHaveLength(1)
  expect(answers.filter((answer) => answer === 4101)).toHaveLength(9)
  expect(await poll(asking)).toBe(4101)
  expect(codeOf(await allow(ground.field.colleague, asking))).toBe(4101)
  expect(await webSessions()).toHaveLength(1)
})

test('the first who answers has answered: nobody is let in as somebody else', async () => {
  const asking = await waiting()
  await allow(ground.field.worker, asking)
  expect(codeOf(await allow(ground.field.colleague, asking))).toBe(4101)
  expect(await poll(asking)).toMatchObject({ staff: { id: ground.field.worker.id } })
})

test('the database has hashes of a ticket, and ten minutes after its end nothing', async () => {
  const { ticket } = await waiting()
  const rows = await ground.context.db.selectFrom('scan_ticket').selectAll().execute()
  for (const secret of [ticket.secret, ticket.scan]) expect(JSON.stringify(rows)).not.toContain(secret)
  ground.context.clock.time += 13 * MINUTE
  await waiting()
  const left = await ground.context.db.selectFrom('scan_ticket').select('opened_at').execute()
  expect(left).toEqual([{ opened_at: ground.context.clock.time }])
})

test('one address asks for two hundred codes in ten minutes at most', async () => {
  const { ticket } = await waiting()
  const [row] = await ground.context.db.selectFrom('scan_ticket').selectAll().execute()
  if (row === undefined) throw new Error(ticket.scan)
  const more = Array.from({ length: 199 }, (_, index) => ({ ...row, scan_hash: `s${index}`, secret_hash: `t${index}` }))
  await ground.context.db.insertInto('scan_ticket').values(more).execute()
  const asks = { action: 'scan-open', device: newDeviceId() }
  expect(codeOf(await call(ground.context, 'session', asks, null, null, '127.0.0.1'))).toBe(4290)
  expect((await call(ground.context, 'session', asks, null, null, '10.0.0.9')).status).toBe(200)
})
