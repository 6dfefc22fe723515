import { sendNotices } from '#cloud/notices/send-notices'
import { readTemplates } from '#cloud/notices/templates'
import { verifyChain } from '#cloud/operations/verify-chain'
import { tellServiceEnds } from '#cloud/timer/tell-service-ends'
import type { Staff } from '#domain/staff'
import type { LocalDate } from '#domain/time'
import { FakeMessenger } from '../../support/fake-messenger'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
beforeEach(async () => {
  // The timer looks at all units: only this test's own volunteers end.
  const { database, field } = ground
  await database.kysely.deleteFrom('notice').execute()
  await database.kysely.updateTable('staff').set({ active: false }).where('unit_id', '!=', field.unit).execute()
})

/** The fixture's volunteer serves until 3月31日. */
const at = (text: string) => {
  ground.context.clock.time = Date.parse(`${text}+08:00`)
}
const run = () => tellServiceEnds(ground.context)
async function told() {
  const rows = await ground.database.kysely
    .selectFrom('notice')
    .select(['kind', 'staff_id', 'about'])
    .where('unit_id', '=', ground.field.unit)
    .orderBy('made_at')
    .orderBy('notice_id')
    .execute()
  return rows.map(({ kind, staff_id, about }) => [kind, staff_id, about?.what] as const)
}
const assign = (person: Staff, to: string, active = true) =>
  ground.apply(
    [
      ground.field.operation(
        'staff.assign',
        {
          staffId: person.id,
          scope: { kind: 'buildings', buildingIds: [ground.field.buildings[0]] },
          from: '2021-03-26' as LocalDate,
          to: to as LocalDate,
          active,
        },
        { author: ground.field.secretary.id, at: ground.context.clock.time },
      ),
    ],
    ground.field.secretary,
  )

test('three days before the last day, at nine, the volunteer and the secretary are told, once; on the last day once more', async () => {
  const { volunteer, secretary, unit } = ground.field
  at('2021-03-28T08:59')
  expect(await run()).toBe(0)
  at('2021-03-28T09:00')
  expect([await run(), await run()]).toEqual([1, 0])
  at('2021-03-30T12:00')
  expect(await run()).toBe(0)
  at('2021-03-31T09:00')
  expect([await run(), await run()]).toEqual([1, 0])
  at('2021-04-01T09:00')
  expect(await run()).toBe(0)
  const rows = await told()
  expect([...rows].sort()).toEqual(
    [
      ['service-soon', volunteer.id, '志愿服务'],
      ['service-soon', secretary.id, '志愿者顾晓芸'],
      ['service-last', volunteer.id, '志愿服务'],
      ['service-last', secretary.id, '志愿者顾晓芸'],
    ].sort(),
  )
  expect(await verifyChain(ground.database.kysely, unit)).toEqual({ kind: 'intact', rows: 2 })
})

test('what an outage kept back is told afterwards, but on the last day only that it is the last', async () => {
  at('2021-03-30T20:00')
  expect(await run()).toBe(1)
  expect((await told()).map(([kind]) => kind)).toEqual(['service-soon', 'service-soon'])
  at('2021-03-31T23:59')
  expect([await run(), await run()]).toEqual([1, 0])
  expect((await told()).filter(([kind]) => kind === 'service-last')).toHaveLength(2)
})

test('an outage over the last day itself tells nobody that it is today', async () => {
  at('2021-04-01T00:00')
  expect(await run()).toBe(0)
  at('2021-04-01T08:00')
  expect(await run()).toBe(0)
})

test('a lengthened service is told of anew near its new end, and one that was ended of nothing', async () => {
  const { volunteer } = ground.field
  at('2021-03-28T09:00')
  await run()
  await assign(volunteer, '2021-04-10')
  at('2021-03-31T10:00')
  expect(await run()).toBe(0)
  at('2021-04-07T10:00')
  expect([await run(), await run()]).toEqual([1, 0])
  await assign(volunteer, '2021-04-10', false)
  at('2021-04-10T10:00')
  expect(await run()).toBe(0)
})

test('of several who end on one day the secretary hears in one message', async () => {
  const { field } = ground
  const more = { role: 'volunteer', scope: { kind: 'none' }, from: '2021-03-01', to: '2021-03-31' } as const
  const [second] = [await field.addPerson({ name: '王芳', ...more }), await field.addPerson({ name: '李明', ...more })]
  at('2021-03-31T10:00')
  expect(await run()).toBe(3)
  const rows = await told()
  expect(rows.filter(([, who]) => who === field.secretary.id)).toEqual([
    ['service-last', field.secretary.id, '志愿者顾晓芸等 3 人'],
  ])
  expect(rows.filter(([, who]) => who === second.id)).toEqual([['service-last', second.id, '志愿服务']])
})

test('two runs at once tell once', async () => {
  at('2021-03-31T10:00')
  const counts = await Promise.all([run(), run(), run()])
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
  expect(await told()).toHaveLength(2)
})

test('grid workers, whose days are open or not, are told nothing', async () => {
  const { field } = ground
  await field.addPerson({ name: '周到期', role: 'grid', scope: { kind: 'none' }, from: '2021-03-01', to: '2021-03-31' })
  at('2021-03-31T10:00')
  expect(await run()).toBe(1)
})

test('the messages say whose service ends when, and open the page where something can be done', async () => {
  const ID = 'a_template-id-of-WeChat-0123456789'
  const wechat = new FakeMessenger({ [ID]: ['thing1', 'phrase2', 'thing3', 'time4'] })
  at('2021-03-28T09:00')
  await run()
  const people = await ground.database.kysely.selectFrom('staff').select('openid').execute()
  for (const { openid } of people) if (openid !== null) wechat.consent(openid, ID)
  const templates = readTemplates(JSON.stringify({ 'service-soon': ID })) ?? {}
  const context = { ...ground.context, messenger: wechat, config: { ...ground.context.config, templates } }
  expect(await sendNotices(context)).toBe(2)
  expect(wechat.answers).toEqual(['sent', 'sent'])
  expect(wechat.sent.map(({ page, data }) => [page, data.thing1?.value, data.time4?.value]).sort()).toEqual(
    [
      ['pages/service/index', '志愿服务：即将到期', '2021年3月31日 23:59'],
      ['community/staff/index', '志愿者顾晓芸：即将到期', '2021年3月31日 23:59'],
    ].sort(),
  )
})
