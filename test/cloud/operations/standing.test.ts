import type { OperationOf } from '#contract/operation'
import { addDays, DAY, dayOf, HOUR } from '#domain/time'
import { NOON } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const given = fieldUnderTest()
const today = dayOf(NOON)

const post = (body: Partial<OperationOf<'standing.post'>['body']> = {}, at = NOON) =>
  given.field.operation(
    'standing.post',
    { kind: 'banner', place: '东门岗亭', from: today, to: addDays(today, 9), ...body },
    { at },
  )
const papers = () => given.context.db.selectFrom('paper').selectAll().where('unit_id', '=', given.field.unit).execute()
const posted = () =>
  given.context.db
    .selectFrom('channel_day')
    .select(['day', 'channel', 'posted', 'ms'])
    .where('unit_id', '=', given.field.unit)
    .execute()
const problemIs = (code: number) => ({ kind: 'rejected', problem: expect.objectContaining({ code }) })

test('a banner put up is a paper of the unit, counted on its day, and no minute', async () => {
  await given.apply([post({ words: '不轻信、不转账' })])
  expect(await papers()).toEqual([
    expect.objectContaining({
      kind: 'standing',
      state: 'up',
      content: expect.objectContaining({ place: '东门岗亭', words: '不轻信、不转账', condition: 'good' }),
    }),
  ])
  expect(await posted()).toEqual([{ day: today, channel: 'banner', posted: 1, ms: 0 }])
  const days = await given.context.db
    .selectFrom('unit_day')
    .selectAll()
    .where('unit_id', '=', given.field.unit)
    .execute()
  expect(days).toEqual([])
})

test.each([
  ['that is to be put up next week', { from: addDays(today, 7), to: addDays(today, 9) }],
  ['that ends before it begins', { to: addDays(today, -1) }],
  ['that stays for two years', { to: addDays(today, 730) }],
])('one %s is refused', async (_, body) => {
  expect(await given.field.push([post(body)])).toEqual([problemIs(4223)])
  expect(await papers()).toEqual([])
})

test('how it was found, a new last day and its taking down each change the paper, by whoever goes by', async () => {
  const { field, context } = given
  const banner = post()
  await given.apply([banner])
  const paperId = banner.id
  const steps = [
    field.operation('standing.check', { paperId, condition: 'damaged', note: '破了一角' }, { at: NOON + HOUR }),
    field.operation('standing.renew', { paperId, to: addDays(today, 40) }, { at: NOON + 2 * HOUR }),
    field.operation('standing.remove', { paperId }, { at: NOON + 3 * HOUR }),
  ]
  const ends = []
  for (const [index, step] of steps.entries()) {
    context.clock.time = NOON + (index + 1) * HOUR
    const { id } = field.colleague
    expect(await field.push([{ ...step, author: id }], field.colleague)).toEqual([
      expect.objectContaining({ kind: 'applied' }),
    ])
    const [paper] = await papers()
    ends.push({ state: paper?.state, due: paper?.due_at === null, ...(paper?.content as object) })
  }
  expect(ends).toEqual([
    expect.objectContaining({ state: 'up', condition: 'damaged', note: '破了一角' }),
    expect.objectContaining({ state: 'up', to: addDays(today, 40) }),
    expect.objectContaining({ state: 'down', due: true, removedAt: NOON + 3 * HOUR }),
  ])
  context.clock.time = NOON + 4 * HOUR
  const late = field.operation('standing.renew', { paperId, to: addDays(today, 60) }, { at: NOON + 4 * HOUR })
  expect(await field.push([late])).toEqual([problemIs(4093)])
})

test('a check that comes before what it checks waits for it', async () => {
  const banner = post()
  const check = given.field.operation('standing.check', { paperId: banner.id, condition: 'missing' })
  expect(await given.field.push([check])).toEqual([{ kind: 'held', waitingFor: banner.id }])
  await given.apply([banner])
  expect((await papers())[0]?.content).toMatchObject({ condition: 'missing' })
})

test('a renewal into the past is refused', async () => {
  const banner = post({ from: addDays(today, -20), to: addDays(today, -3) })
  await given.apply([banner])
  const renewal = given.field.operation('standing.renew', { paperId: banner.id, to: addDays(today, -1) })
  expect(await given.field.push([renewal])).toEqual([problemIs(4227)])
})

test('a volunteer puts up nothing', async () => {
  const { field } = given
  expect(await field.push([{ ...post(), author: field.volunteer.id }], field.volunteer)).toEqual([problemIs(4030)])
})

test('one put up three days ago and told today is counted on that day', async () => {
  given.context.clock.time = NOON + 3 * DAY
  await given.apply([post({}, NOON + 3 * DAY)])
  expect(await posted()).toEqual([{ day: today, channel: 'banner', posted: 1, ms: 0 }])
})
