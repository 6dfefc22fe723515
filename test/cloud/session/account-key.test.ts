import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { askRotation } from '#cloud/rotation/ask-rotation'
import { goOnRotating } from '#cloud/rotation/go-on-rotating'
import { recordKeyOf } from '#cloud/session/account-key'
import { openStationKey } from '#cloud/session/station-key'
import { KeyMissing } from '#cloud/vault/data-keys'
import { createVault } from '#cloud/vault/unit-vault'
import { inviteAnswer } from '#contract/enrolment'
import { scanOpenAnswer } from '#contract/scan'
import { meAnswer, signedInAnswer } from '#contract/session'
import type { DeviceId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { browserSession } from '../../support/browser-session'
import { call, tokenOf } from '../../support/calls'
import { newDeviceId, testContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { anotherServer, closedBy, keysNamed } from '../../support/rotation-ground'

const ground = fieldUnderTest()
const KEY = /^[0-9a-f]{64}$/

const openidOf = (staff: Staff) => `openid-of-${staff.id}`
const told = (body: unknown) =>
  v.parse(v.object({ ...signedInAnswer.entries, token: v.nullable(v.string()), recordKey: v.string() }), body)
async function setOpenid(staff: Staff, openid: string | null) {
  const { db } = ground.context
  await db.updateTable('staff').set({ openid }).where('staff_id', '=', staff.id).execute()
}
/** What a phone is told that signs in by WeChat. */
async function signIn(staff: Staff, device: DeviceId, context: Context = ground.context) {
  await setOpenid(staff, openidOf(staff))
  return told((await call(context, 'session', { action: 'wechat', device }, null, openidOf(staff))).body)
}
async function me(token: string | null, openid: string | null, more: object = {}) {
  const answer = await call(ground.context, 'session', { action: 'me', ...more }, token, openid)
  return v.parse(meAnswer, answer.body).recordKey
}
const rows = () =>
  ground.database.kysely.selectFrom('account_key').selectAll().where('unit_id', '=', ground.field.unit).execute()

it('is the same again for the same person on the same device after signing out, and `me` says it in between', async () => {
  const { context, field } = ground
  const device = newDeviceId()
  const first = await signIn(field.worker, device)
  expect(first.recordKey).toMatch(KEY)
  expect(await me(first.token, openidOf(field.worker))).toBe(first.recordKey)
  await call(context, 'session', { action: 'sign-out' }, first.token, openidOf(field.worker))
  const second = await signIn(field.worker, device)
  expect(second.session).not.toBe(first.session)
  expect(second.recordKey).toBe(first.recordKey)
  const everywhere = { action: 'end-session', session: null }
  await call(context, 'session', everywhere, second.token, openidOf(field.worker))
  expect((await signIn(field.worker, device)).recordKey).toBe(first.recordKey)
})

it('is another one on each device, and another person’s on the same device is another one', async () => {
  const { context, field } = ground
  const [phone, office] = [newDeviceId(), newDeviceId()]
  const keys = [
    await recordKeyOf(context, field.worker, phone),
    await recordKeyOf(context, field.worker, office),
    await recordKeyOf(context, field.colleague, phone),
    await recordKeyOf(context, field.officer, phone),
  ]
  expect(new Set(keys).size).toBe(4)
})

it('is of the device that the session was opened on, whichever one a request names', async () => {
  const { field } = ground
  const [phone, own] = [newDeviceId(), newDeviceId()]
  const worker = await signIn(field.worker, phone)
  const colleague = await signIn(field.colleague, own)
  const asked = await me(colleague.token, openidOf(field.colleague), { device: phone, staff: field.worker.id })
  expect(asked).toBe(colleague.recordKey)
  expect(asked).not.toBe(worker.recordKey)
})

describe('every road that lets somebody in tells it', () => {
  it('on WeChat, also where the session goes on', async () => {
    const { context, field } = ground
    const device = newDeviceId()
    const key = await recordKeyOf(context, field.worker, device)
    const first = await signIn(field.worker, device)
    const again = await signIn(field.worker, device)
    expect(again.session).toBe(first.session)
    expect([first.recordKey, again.recordKey]).toEqual([key, key])
  })

  it('in a browser that was let in by a code, and at each renewal', async () => {
    const { context, field } = ground
    await setOpenid(field.worker, null)
    const device = newDeviceId()
    const browser = browserSession(context)
    const opened = await browser.bare.call('session', { action: 'scan-open', device })
    const { scan, secret } = v.parse(scanOpenAnswer, opened.kind === 'answer' ? opened.body : opened)
    const phone = await tokenOf(context, field.worker)
    await call(context, 'session', { action: 'scan-answer', scan, allow: true }, phone)
    const key = await recordKeyOf(context, field.worker, device)
    for (const asks of [{ action: 'scan-poll', secret }, { action: 'refresh' }, { action: 'me' }])
      expect(await browser.bare.call('session', asks)).toMatchObject({ body: { recordKey: key } })
  })

  it('by an invitation’s code, which is not used up where the key can’t be had', async () => {
    const { context, field } = ground
    await setOpenid(field.worker, null)
    await context.vault.open(context.db, field.unit)
    const secretary = await tokenOf(context, field.secretary)
    const invite = { action: 'invite', unit: field.unit, days: 7, uses: 1, staff: field.worker.id }
    const { code } = v.parse(inviteAnswer, (await call(context, 'query', invite, secretary)).body)
    const device = newDeviceId()
    const bind = { action: 'bind', code, device }
    const lacking = anotherServer(context, keysNamed('k2')).context
    await expect(call(lacking, 'session', bind, null)).rejects.toThrow(KeyMissing)
    const bound = told((await call(context, 'session', bind, null)).body)
    expect(bound.recordKey).toBe(await recordKeyOf(context, field.worker, device))
  })
})

it('is one for several who ask for the first time at once, by several servers', async () => {
  const { context, field, database } = ground
  const device = newDeviceId()
  const servers = [context, testContext(database), testContext(database), testContext(database)]
  const keys = await Promise.all(servers.map((server) => recordKeyOf(server, field.worker, device)))
  expect(new Set(keys).size).toBe(1)
  expect(keys[0]).toMatch(KEY)
  expect(await rows()).toHaveLength(1)
})

it('lies in the database sealed: neither the secret nor a key that was given out is in any of it', async () => {
  const { context, field } = ground
  const { recordKey } = await signIn(field.worker, newDeviceId())
  const [row] = await rows()
  expect(row?.secret_sealed).toEqual({ $sealed: expect.any(String), key: 'd1', box: expect.any(String) })
  const vault = await context.vault.open(context.db, field.unit)
  const secret = row && vault?.unseal(`${field.worker.id}.account-secret`, row.secret_sealed)
  expect(secret).toMatch(KEY)
  expect(secret).not.toBe(recordKey)
  const sessions = await context.db.selectFrom('session').selectAll().execute()
  for (const hidden of [secret, recordKey]) expect(JSON.stringify([await rows(), sessions])).not.toContain(hidden)
})

it('stays as it was when every box is closed by a new key, also for a server that was warm before', async () => {
  const { context, field, database } = ground
  const device = newDeviceId()
  const { recordKey, token } = await signIn(field.worker, device)
  const warm = anotherServer(context, keysNamed('k1', 'k2')).context
  await warm.vault.open(warm.db, field.unit)
  const { context: rotating, keys } = anotherServer(context, keysNamed('k2', 'k1'))
  await askRotation(rotating, keys, true)
  await goOnRotating(rotating, keys, Number.POSITIVE_INFINITY)
  expect(await closedBy(database.kysely, field.unit)).toEqual(['d2 aes-256-gcm'])
  expect(await recordKeyOf(warm, field.worker, device)).toBe(recordKey)
  const asked = await call(
    anotherServer(context, keysNamed('k2')).context,
    'session',
    { action: 'me' },
    token,
    openidOf(field.worker),
  )
  expect(asked.body).toMatchObject({ recordKey })
})

it('is sealed by the newest key, though the server was warm with an older one', async () => {
  const { context, field, database } = ground
  const warm = anotherServer(context, keysNamed('k1', 'k2')).context
  await warm.vault.open(warm.db, field.unit)
  const { context: rotating, keys } = anotherServer(context, keysNamed('k2', 'k1'))
  await askRotation(rotating, keys, true)
  await goOnRotating(rotating, keys, Number.POSITIVE_INFINITY)
  const device = newDeviceId()
  const key = await recordKeyOf(warm, field.worker, device)
  expect(await closedBy(database.kysely, field.unit)).toEqual(['d2 aes-256-gcm'])
  expect(await recordKeyOf(anotherServer(context, keysNamed('k2')).context, field.worker, device)).toBe(key)
})

it('costs one statement to tell again, and a pull or a push none', async () => {
  const { field, database } = ground
  const { token } = await signIn(field.worker, newDeviceId())
  const openid = openidOf(field.worker)
  const before = database.roundTrips()
  await me(token, openid)
  // Whose session it is, and the secret.
  expect(database.roundTrips() - before).toBe(2)
  const { db, ...context } = ground.context
  const asked: string[] = []
  const listening = {
    ...context,
    db: db.withPlugin({
      transformQuery: ({ node }) => {
        asked.push(JSON.stringify(node))
        return node
      },
      transformResult: async ({ result }) => result,
    }),
  }
  const pull = { action: 'pull', protocol: 2, unit: field.unit, device: newDeviceId(), pending: 0 }
  expect((await call(listening, 'sync', { ...pull, cursor: null, scope: null }, token, openid)).status).toBe(200)
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.filter((statement) => statement.includes('account_key'))).toEqual([])
})

it('is null where the server has no keys, and people sign in there', async () => {
  const { context, field } = ground
  await setOpenid(field.worker, openidOf(field.worker))
  const { clock, random } = context
  const keyless = { ...context, vault: createVault(null, { clock, random, cipher: 'aes-256-gcm' }) }
  const asks = { action: 'wechat', device: newDeviceId() }
  const answer = await call(keyless, 'session', asks, null, openidOf(field.worker))
  expect(v.parse(signedInAnswer, answer.body).recordKey).toBeNull()
  expect(await rows()).toEqual([])
})

it('is null to another system’s key, for which no secret is made', async () => {
  const { context, field } = ground
  const opened = await openStationKey(context, field.officer.unitId, '反诈预警平台')
  if (typeof opened === 'string') throw new Error(opened)
  expect(await me(opened.token, null)).toBeNull()
  const made = await context.db.selectFrom('account_key').select('staff_id').execute()
  expect(made.map(({ staff_id }) => staff_id)).not.toContain(opened.staffId)
})
