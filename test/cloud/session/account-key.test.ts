import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { recordKeyOf } from '#cloud/session/account-key'
import { createVault } from '#cloud/vault/unit-vault'
import { meAnswer, signedInAnswer } from '#contract/session'
import type { DeviceId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { call } from '../../support/calls'
import { newDeviceId, testContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()

const openidOf = (staff: Staff) => `openid-${staff.id}`
/** What a phone is told that signs in by WeChat. */
async function signIn(context: Context, staff: Staff, device: DeviceId) {
  await context.db
    .updateTable('staff')
    .set({ openid: openidOf(staff) })
    .where('unit_id', '=', staff.unitId)
    .where('staff_id', '=', staff.id)
    .execute()
  const answer = await call(context, 'session', { action: 'wechat', device }, null, openidOf(staff))
  return v.parse(v.object({ ...signedInAnswer.entries, token: v.string(), recordKey: v.string() }), answer.body)
}
async function me(context: Context, token: string, openid: string | null) {
  return v.parse(meAnswer, (await call(context, 'session', { action: 'me' }, token, openid)).body)
}
/** Of all accounts. */
const rows = () => ground.database.kysely.selectFrom('account_key').selectAll().execute()
const rowsOfUnit = async () => (await rows()).filter(({ unit_id }) => unit_id === ground.field.unit)

it('is the same again for the same person on the same device after signing out, and what `me` says in between', async () => {
  const { context, field } = ground
  const device = newDeviceId()
  const first = await signIn(context, field.worker, device)
  expect(first.recordKey).toMatch(/^[0-9a-f]{64}$/)
  expect((await me(context, first.token, openidOf(field.worker))).recordKey).toBe(first.recordKey)
  await call(context, 'session', { action: 'sign-out' }, first.token, openidOf(field.worker))
  const second = await signIn(context, field.worker, device)
  expect(second.session).not.toBe(first.session)
  expect(second.recordKey).toBe(first.recordKey)
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

it('is one for two that ask for the first time at once, by two servers', async () => {
  const { context, field, database } = ground
  const device = newDeviceId()
  const servers = [context, testContext(database), testContext(database), testContext(database)]
  const keys = await Promise.all(servers.map((server) => recordKeyOf(server, field.worker, device)))
  expect(new Set(keys).size).toBe(1)
  expect(await rowsOfUnit()).toHaveLength(1)
})

it('lies in the database sealed, and no key that was given out is in any of it', async () => {
  const { context, field } = ground
  const { recordKey } = await signIn(context, field.worker, newDeviceId())
  const [row] = await rowsOfUnit()
  expect(row?.secret_sealed).toEqual({ $sealed: expect.any(String), key: 'd1', box: expect.any(String) })
  const vault = await context.vault.open(context.db, field.unit)
  const secret = row && vault?.unseal(`${field.worker.id}.account-secret`, row.secret_sealed)
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(secret).not.toBe(recordKey)
  expect(JSON.stringify(await rows())).not.toContain(secret)
})

it('is null where the server has no keys, and people sign in there', async () => {
  const { context, field } = ground
  const { clock, random } = context
  const keyless = { ...context, vault: createVault(null, { clock, random, cipher: 'aes-256-gcm' }) }
  const device = newDeviceId()
  expect(await recordKeyOf(keyless, field.worker, device)).toBeNull()
  expect(await rowsOfUnit()).toEqual([])
})
