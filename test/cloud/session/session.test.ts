import * as v from 'valibot'
import type { Database } from '#cloud/db/database'
import { peopleAnswer, signedInAnswer } from '#contract/session'
import { call, codeOf, tokenOf } from '../../support/calls'
import { createField, type Field, NOON, newDeviceId, testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

let database: Database
let real: Field
let demo: Field

beforeAll(async () => {
  database = await openTestDatabase()
  const context = testContext(database)
  real = await createField(context)
  demo = await createField(context, { demo: true })
})
afterAll(() => database.close())

const device = newDeviceId()
const inDemo = () => testContext(database, 'demo')
const inReal = () => testContext(database, 'real')

test('demonstration sign-in does not exist unless demo mode was asked for', async () => {
  expect(codeOf(await call(inReal(), 'session', { action: 'people' }, null))).toBe(4003)
  expect(codeOf(await call(inReal(), 'session', { action: 'demo', staff: demo.worker.id, device }, null))).toBe(4003)
})

test('a demonstration shows and opens demonstration units only', async () => {
  const people = v.parse(peopleAnswer, (await call(inDemo(), 'session', { action: 'people' }, null)).body)
  expect(people.people.map(({ id }) => id).sort()).toEqual(
    [
      demo.worker,
      demo.colleague,
      demo.volunteer,
      demo.secretary,
      demo.police,
      demo.officer,
      demo.partner,
      demo.elsewhere,
      demo.clerk,
      demo.inspector,
      demo.leader,
    ]
      .map(({ id }) => id)
      .sort(),
  )
  expect(people.people[0]).toMatchObject({ name: '周敏', gridName: '第1网格' })
  expect(codeOf(await call(inDemo(), 'session', { action: 'demo', staff: real.worker.id, device }, null))).toBe(4044)
})

test('a session opens, says who it is, and ends', async () => {
  const context = inDemo()
  const answer = v.parse(
    signedInAnswer,
    (await call(context, 'session', { action: 'demo', staff: demo.worker.id, device }, null)).body,
  )
  expect(answer).toMatchObject({
    demo: true,
    expiresAt: NOON + 30 * 86_400_000,
    staff: { id: demo.worker.id, role: 'grid' },
  })
  const token = answer.token ?? ''
  expect(token).toMatch(/^[a-z0-9-]+\.[\w-]{43}$/)
  expect((await call(context, 'session', { action: 'me' }, token)).body).toMatchObject({
    staff: { id: demo.worker.id },
    demo: true,
  })
  await call(context, 'session', { action: 'sign-out' }, token)
  expect(codeOf(await call(context, 'session', { action: 'me' }, token))).toBe(4011)
})

test('a real server knows nobody of a demonstration: no token of his, no OPENID', async () => {
  const openid = `openid-${demo.unit}-1`
  const token = await tokenOf(inDemo(), demo.worker)
  expect((await call(inDemo(), 'session', { action: 'me' }, token)).status).toBe(200)
  expect(codeOf(await call(inReal(), 'session', { action: 'me' }, token))).toBe(4011)
  const pull = { action: 'pull', protocol: 1, unit: demo.unit, device, pending: 0, cursor: null, scope: null }
  expect(codeOf(await call(inReal(), 'sync', pull, token))).toBe(4011)
  expect(codeOf(await call(inReal(), 'session', { action: 'wechat', device }, null, openid))).toBe(4012)
})

test('the table never holds a token', async () => {
  const token = await tokenOf(inReal(), real.worker)
  const rows = await database.kysely.selectFrom('session').selectAll().execute()
  const tokens = await database.kysely.selectFrom('session_token').selectAll().execute()
  expect(tokens.length).toBeGreaterThan(0)
  expect(JSON.stringify([rows, tokens])).not.toContain(token)
})

test('WeChat’s word opens the session of whom it is bound to, and of nobody else', async () => {
  const context = inReal()
  const openid = `openid-${real.unit}-1`
  const answer = await call(context, 'session', { action: 'wechat', device }, null, openid)
  const { token, staff } = v.parse(signedInAnswer, answer.body)
  expect(staff.id).toBe(real.worker.id)
  expect(codeOf(await call(context, 'session', { action: 'wechat', device }, null, 'somebody'))).toBe(4012)
  expect(codeOf(await call(context, 'session', { action: 'wechat', device }, null, null))).toBe(4012)
  expect((await call(context, 'session', { action: 'me' }, token, openid)).status).toBe(200)
  expect(codeOf(await call(context, 'session', { action: 'me' }, token, 'a thief'))).toBe(4011)
})
