import { sendNotices } from '#cloud/notices/send-notices'
import { readTemplates } from '#cloud/notices/templates'
import { verifyChain } from '#cloud/operations/verify-chain'
import { promptStanding } from '#cloud/timer/prompt-standing'
import type { OperationId } from '#domain/ids'
import { addDays, DAY, dayOf, HOUR, startOfDay } from '#domain/time'
import { FakeMessenger } from '../../support/fake-messenger'
import { NOON } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { noticesOf } from '../../support/timer-cases'

const ground = fieldUnderTest()
const today = dayOf(NOON)
beforeEach(async () => {
  // The timer looks at all units: only this test's own things are due.
  await ground.database.kysely.deleteFrom('paper').execute()
  await ground.database.kysely.deleteFrom('notice').execute()
})

async function banner(days: number): Promise<OperationId> {
  const operation = ground.field.operation('standing.post', {
    kind: 'banner',
    place: '东门岗亭',
    from: addDays(today, -10),
    to: addDays(today, days),
  })
  await ground.apply([operation])
  return operation.id
}
const at = (time: number) => {
  ground.context.clock.time = time
}
const run = () => promptStanding(ground.context)
const notices = () => noticesOf(ground.database.kysely, ground.field.unit)

test('an expired banner prompts once: on the morning of its last day, whoever put it up and the secretary', async () => {
  const { worker, secretary, unit } = ground.field
  await banner(2)
  at(startOfDay(addDays(today, 2)) + 8 * HOUR - 1)
  expect(await run()).toBe(0)
  at(startOfDay(addDays(today, 2)) + 8 * HOUR)
  expect([await run(), await run()]).toEqual([1, 0])
  at(NOON + 9 * DAY)
  expect(await run()).toBe(0)
  const told = await notices()
  expect(told.map(({ kind, staff_id }) => [kind, staff_id]).sort()).toEqual(
    [
      ['standing-due', worker.id],
      ['standing-due', secretary.id],
    ].sort(),
  )
  expect(await verifyChain(ground.database.kysely, unit)).toEqual({ kind: 'intact', rows: 2 })
})

test('after an outage it is still prompted once, and anew for the day it was renewed to', async () => {
  const paperId = await banner(1)
  at(NOON + 6 * DAY)
  expect([await run(), await run()]).toEqual([1, 0])
  await ground.apply([
    ground.field.operation('standing.renew', { paperId, to: addDays(today, 20) }, { at: NOON + 6 * DAY }),
  ])
  expect(await run()).toBe(0)
  at(NOON + 20 * DAY)
  expect([await run(), await run()]).toEqual([1, 0])
  expect(await notices()).toHaveLength(4)
})

test('one that was taken down prompts nobody', async () => {
  const paperId = await banner(1)
  await ground.apply([ground.field.operation('standing.remove', { paperId })])
  at(NOON + 6 * DAY)
  expect(await run()).toBe(0)
})

test('two runs at once prompt once', async () => {
  await banner(0)
  const counts = await Promise.all([run(), run(), run()])
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
})

test('the message names the place and the kind, and opens the list', async () => {
  const ID = 'a_template-id-of-WeChat-0123456789'
  const wechat = new FakeMessenger({ [ID]: ['thing1', 'phrase2', 'thing3', 'time4'] })
  await banner(0)
  await run()
  const people = await ground.database.kysely.selectFrom('staff').select(['staff_id', 'openid']).execute()
  for (const { openid } of people) if (openid !== null) wechat.consent(openid, ID)
  const templates = readTemplates(JSON.stringify({ 'standing-due': ID })) ?? {}
  const context = { ...ground.context, messenger: wechat, config: { ...ground.context.config, templates } }
  const sent = [await sendNotices(context), await sendNotices(context)]
  expect((await notices()).map(({ outcome }) => outcome)).toEqual(['sent', 'sent'])
  expect(sent).toEqual([2, 0])
  expect(wechat.sent[0]).toMatchObject({
    page: 'pages/standing/index',
    data: { thing1: { value: '东门岗亭横幅：今天到期' }, phrase2: { value: '提醒' } },
  })
})
