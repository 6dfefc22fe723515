import type { Context } from '#cloud/context'
import type { Messenger } from '#cloud/notices/messenger'
import { sendNotices } from '#cloud/notices/send-notices'
import { readTemplates } from '#cloud/notices/templates'
import type { StaffId } from '#domain/ids'
import { DAY, HOUR } from '#domain/time'
import { type Cases, casesOf, RESIDENT } from '../../support/case-fixture'
import { FakeMessenger } from '../../support/fake-messenger'
import { fieldUnderTest } from '../../support/field-under-test'
import { noticesOf } from '../../support/timer-cases'

const ID = 'a_template-id-of-WeChat-0123456789'
const fields = ['thing1', 'phrase2', 'thing3', 'time4']

const ground = fieldUnderTest()
let cases: Cases
let wechat: FakeMessenger
beforeEach(async () => {
  await ground.database.kysely.deleteFrom('notice').execute()
  cases = await casesOf(ground.context, ground.field)
  wechat = new FakeMessenger({ [ID]: fields })
})

/** With templates for what is told to a team, and for nothing else. */
const withMessenger = (messenger: Messenger | null = wechat): Context => ({
  ...ground.context,
  messenger,
  config: { ...ground.context.config, templates: readTemplates(JSON.stringify({ dispatched: ID })) ?? {} },
})

const openidOf = async (id: StaffId): Promise<string> => {
  const { openid } = await ground.database.kysely
    .selectFrom('staff')
    .select('openid')
    .where('staff_id', '=', id)
    .executeTakeFirstOrThrow()
  return openid ?? ''
}
const consent = async (id: StaffId) => wechat.consent(await openidOf(id), ID)
const notices = () => noticesOf(ground.database.kysely, ground.field.unit)
const outcomes = async () => (await notices()).map(({ outcome }) => outcome)

/** Sent to the worker alone; what the officers are told of the alert is out of the way. */
async function dispatched(): Promise<void> {
  const caseId = await cases.enter()
  await ground.database.kysely.deleteFrom('notice').execute()
  await cases.dispatch(caseId, { companions: [] })
}

test('a task reaches the worker it was given to, once: a second run sends nothing', async () => {
  await dispatched()
  await consent(ground.field.worker.id)
  await consent(ground.field.worker.id)
  expect([await sendNotices(withMessenger()), await sendNotices(withMessenger())]).toEqual([1, 0])
  expect(wechat.sent.map(({ openid }) => openid)).toEqual([await openidOf(ground.field.worker.id)])
  expect(await notices()).toMatchObject([{ kind: 'dispatched', outcome: 'sent', tries: 1 }])
})

test('whoever did it himself is not told', async () => {
  await dispatched()
  expect((await notices()).map(({ staff_id }) => staff_id)).toEqual([ground.field.worker.id])
})

test('nothing of the resident is in a message', async () => {
  await dispatched()
  await consent(ground.field.worker.id)
  await sendNotices(withMessenger())
  const words = JSON.stringify(wechat.sent)
  expect(words).toContain('清枫社区')
  for (const value of Object.values(RESIDENT)) expect(words).not.toContain(value)
})

test('without the person’s consent WeChat refuses; it is not tried again, and the reason stays', async () => {
  await dispatched()
  expect(await sendNotices(withMessenger())).toBe(0)
  await consent(ground.field.worker.id)
  expect(await sendNotices(withMessenger())).toBe(0)
  expect(await outcomes()).toEqual(['refused:43101'])
})

test('what has no template, nobody to send it to, or nobody in service any more is marked so', async () => {
  const { database, field } = ground
  const caseId = await cases.enter()
  expect(await sendNotices(withMessenger())).toBe(0)
  expect(new Set(await outcomes())).toEqual(new Set(['no-template']))
  await database.kysely.deleteFrom('notice').execute()
  await database.kysely.updateTable('staff').set({ openid: null }).where('staff_id', '=', field.worker.id).execute()
  await database.kysely.updateTable('staff').set({ active: false }).where('staff_id', '=', field.colleague.id).execute()
  await cases.dispatch(caseId, { companions: [] })
  const [row] = await database.kysely.selectFrom('notice').selectAll().where('unit_id', '=', field.unit).execute()
  if (row === undefined) throw new Error('no notice')
  await database.kysely
    .insertInto('notice')
    .values({ ...row, about: null, notice_id: 'z', staff_id: field.colleague.id })
    .execute()
  expect(await sendNotices(withMessenger())).toBe(0)
  expect(await outcomes()).toEqual(['no-openid', 'off-duty'])
})

test('a message that may have been lost is not sent again', async () => {
  await dispatched()
  await consent(ground.field.worker.id)
  wechat.break()
  expect(await sendNotices(withMessenger())).toBe(0)
  expect(await outcomes()).toEqual(['failed'])
  expect(await sendNotices(withMessenger(new FakeMessenger({ [ID]: fields })))).toBe(0)
})

test('a process that dies between taking and sending loses the message; nobody doubles it', async () => {
  await dispatched()
  await consent(ground.field.worker.id)
  let taken = () => {}
  const underWay = new Promise<void>((resolve) => {
    taken = resolve
  })
  const dying: Messenger = {
    send: () => {
      taken()
      return new Promise(() => {})
    },
  }
  void sendNotices(withMessenger(dying))
  await underWay
  expect(await sendNotices(withMessenger())).toBe(0)
  expect(await notices()).toMatchObject([{ outcome: null, tries: 1, sent_at: ground.context.clock.time }])
})

test('where no messenger is, notices wait for a process that has one; after a day they are old news', async () => {
  await dispatched()
  await consent(ground.field.worker.id)
  expect(await sendNotices(withMessenger(null))).toBe(0)
  expect(await notices()).toMatchObject([{ sent_at: null, tries: 0 }])
  ground.context.clock.time += DAY + HOUR
  expect(await sendNotices(withMessenger())).toBe(0)
  expect(await outcomes()).toEqual(['too-late'])
})

test('more notices than are taken at once are all sent', async () => {
  await dispatched()
  const { kysely } = ground.database
  const [row] = await kysely.selectFrom('notice').selectAll().execute()
  if (row === undefined) throw new Error('no notice')
  await kysely
    .insertInto('notice')
    .values(Array.from({ length: 34 }, (_, index) => ({ ...row, about: null, notice_id: `n${index}` })))
    .execute()
  for (let index = 0; index < 35; index += 1) await consent(ground.field.worker.id)
  expect(await sendNotices(withMessenger())).toBe(35)
  expect(new Set(await outcomes())).toEqual(new Set(['sent']))
})
