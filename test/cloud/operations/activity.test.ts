import type { OperationOf } from '#contract/operation'
import type { OperationId } from '#domain/ids'
import { DAY, HOUR, MINUTE } from '#domain/time'
import { createField, NOON } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const given = fieldUnderTest()

type Body = OperationOf<'activity.log'>['body']
const lecture: Body = { channel: 'lecture', from: NOON - 60 * MINUTE, to: NOON - 30 * MINUTE, place: '活动室' }

async function outcome(from: number, to: number): Promise<unknown> {
  const activity = given.field.operation('activity.log', { ...lecture, from, to }, { at: NOON })
  return (await given.field.push([activity]))[0]
}
const refused = { kind: 'rejected', problem: expect.objectContaining({ code: 4223 }) }
const problemIs = (code: number) => ({ kind: 'rejected', problem: expect.objectContaining({ code }) })

const unitDays = () =>
  given.context.db
    .selectFrom('unit_day')
    .select(['day', 'activity_ms', 'activities'])
    .where('unit_id', '=', given.field.unit)
    .orderBy('day')
    .execute()
const channelDays = () =>
  given.context.db
    .selectFrom('channel_day')
    .selectAll()
    .where('unit_id', '=', given.field.unit)
    .orderBy('day')
    .orderBy('channel')
    .execute()
const stored = (id: OperationId) =>
  given.context.db
    .selectFrom('activity')
    .selectAll()
    .where('unit_id', '=', given.field.unit)
    .where('activity_id', '=', id)
    .executeTakeFirstOrThrow()

async function logged(body: Body = lecture, at = NOON): Promise<OperationId> {
  const { field, context } = given
  context.clock.time = at
  const operation = field.operation('activity.log', body, { at })
  expect(await field.push([operation])).toEqual([expect.objectContaining({ kind: 'applied' })])
  return operation.id
}
const amendment = (activityId: OperationId, change: Partial<Body>, at = NOON + HOUR) =>
  given.field.operation(
    'activity.amend',
    { activityId, reason: '写错了', ...lecture, ...change },
    { at, after: activityId },
  )
const undoing = (activityId: OperationId, at: number) =>
  given.field.operation('activity.undo', { activityId }, { at, after: activityId })

describe('an activity', () => {
  test('counts once it is over, by two clocks that may differ by five minutes', async () => {
    expect(await outcome(NOON - 60 * MINUTE, NOON)).toMatchObject({ kind: 'applied' })
    expect(await outcome(NOON - 60 * MINUTE, NOON + 5 * MINUTE)).toMatchObject({ kind: 'applied' })
  })

  test.each([
    ['under way', NOON - 60 * MINUTE, NOON + 6 * MINUTE],
    ['of tonight', NOON + 60 * MINUTE, NOON + 120 * MINUTE],
    ['that ends before it starts', NOON, NOON - MINUTE],
    ['of no length', NOON, NOON],
    ['longer than a day', NOON - 25 * 60 * MINUTE, NOON],
  ])('%s is refused and adds no minute', async (_, from, to) => {
    expect(await outcome(from, to)).toEqual(refused)
    expect(await unitDays()).toEqual([])
    expect(await channelDays()).toEqual([])
  })

  test('keeps what its channel asks: six separate groups, a title, sessions, tags', async () => {
    const groups = { officials: 12, kindergarten: 40, employees: 0 }
    const id = await logged({
      ...lecture,
      channel: 'performance',
      title: '评弹《陌生来电》',
      sessions: 2,
      audience: 80,
      groups,
      tags: ['cluster-1', 'cluster-1'],
    })
    expect((await stored(id)).detail).toEqual({
      title: '评弹《陌生来电》',
      sessions: 2,
      groups: { officials: 12, kindergarten: 40 },
      tags: ['cluster-1'],
    })
    expect(await channelDays()).toEqual([
      expect.objectContaining({
        channel: 'performance',
        count: 1,
        ms: 30 * MINUTE,
        audience: 80,
        sessions: 2,
        groups: { officials: 12, kindergarten: 40 },
        tags: { 'cluster-1': 1 },
      }),
    ])
  })

  test('with a tag that the street never gave is refused', async () => {
    const activity = given.field.operation('activity.log', { ...lecture, tags: ['nothing-like-it'] }, { at: NOON })
    expect(await given.field.push([activity])).toEqual([problemIs(4001)])
  })

  test.each(['loudspeaker', 'screen', 'wechat-group', 'official-account', 'sms', 'video'] as const)(
    'of %s never alone fulfils the 60 minutes',
    async (channel) => {
      await logged({ ...lecture, channel, from: NOON - 5 * HOUR, to: NOON })
      expect(await unitDays()).toEqual([expect.objectContaining({ activity_ms: 0, activities: 1 })])
    },
  )

  test('online counts whom it was put before, and nobody by name', async () => {
    await logged({ ...lecture, channel: 'wechat-group', content: 'warning', reach: 480 })
    expect(await channelDays()).toEqual([expect.objectContaining({ channel: 'wechat-group', reach: 480, audience: 0 })])
  })
})

describe('an amended activity', () => {
  test('counts as it was told last, and every version stays in the log', async () => {
    const id = await logged()
    given.context.clock.time = NOON + HOUR
    const [applied] = await given.field.push([amendment(id, { from: NOON - 90 * MINUTE, audience: 30 })])
    expect(applied).toMatchObject({ kind: 'applied' })
    expect(await stored(id)).toMatchObject({ version: 2, audience: 30, from_at: NOON - 90 * MINUTE })
    expect(await unitDays()).toEqual([{ day: '2021-03-29', activity_ms: 60 * MINUTE, activities: 1 }])
  })

  test('that was put on the wrong day leaves nothing behind there', async () => {
    const id = await logged({ ...lecture, from: lecture.from - DAY, to: lecture.to - DAY })
    given.context.clock.time = NOON + HOUR
    await given.field.push([amendment(id, {})])
    expect(await unitDays()).toEqual([
      { day: '2021-03-28', activity_ms: 0, activities: 0 },
      { day: '2021-03-29', activity_ms: 30 * MINUTE, activities: 1 },
    ])
    expect(await channelDays()).toEqual([
      expect.objectContaining({ day: '2021-03-28', channel: 'lecture', count: 0, ms: 0 }),
      expect.objectContaining({ day: '2021-03-29', channel: 'lecture', count: 1, ms: 30 * MINUTE }),
    ])
  })

  test('gives and takes the minutes of whoever took part', async () => {
    const { field, context } = given
    const id = await logged({ ...lecture, with: [field.colleague.id] })
    const personMs = async () => {
      const { person_ms } = await context.db
        .selectFrom('unit_day')
        .select('person_ms')
        .where('unit_id', '=', field.unit)
        .executeTakeFirstOrThrow()
      return person_ms
    }
    expect(await personMs()).toBe(60 * MINUTE)
    context.clock.time = NOON + HOUR
    await field.push([amendment(id, {})])
    expect(await personMs()).toBe(30 * MINUTE)
  })

  test('by anybody but its author is refused', async () => {
    const id = await logged()
    const { field } = given
    const other = { ...amendment(id, {}), author: field.colleague.id }
    expect(await field.push([other], field.colleague)).toEqual([problemIs(4030)])
  })

  test('into something still to come is refused, and the first telling stands', async () => {
    const id = await logged()
    given.context.clock.time = NOON + HOUR
    expect(await given.field.push([amendment(id, { to: NOON + 3 * HOUR })])).toEqual([problemIs(4223)])
    expect(await stored(id)).toMatchObject({ version: 1, to_at: lecture.to })
  })
})

describe('an activity taken back', () => {
  test('within a minute counts nowhere any more, also where nothing else was that day', async () => {
    for (const channel of ['lecture', 'screen'] as const) {
      const id = await logged({ ...lecture, channel })
      given.context.clock.time = NOON + 50_000
      await given.field.push([undoing(id, NOON + 50_000)])
    }
    expect(await unitDays()).toEqual([{ day: '2021-03-29', activity_ms: 0, activities: 0 }])
    expect((await channelDays()).map(({ channel, count, ms }) => [channel, count, ms])).toEqual([
      ['lecture', 0, 0],
      ['screen', 0, 0],
    ])
  })

  test('after a minute is refused: it is amended, with a reason', async () => {
    const id = await logged()
    given.context.clock.time = NOON + 61_000
    expect(await given.field.push([undoing(id, NOON + 61_000)])).toEqual([problemIs(4222)])
    expect(await stored(id)).toMatchObject({ undone: false })
  })

  test('ends alike in all six orders of arrival of log, amendment and undoing', async () => {
    const ends = []
    for (const order of ['012', '021', '102', '120', '201', '210']) {
      const { context } = given
      const field = await createField(context)
      const body = { ...lecture, channel: 'meeting' as const }
      const log = field.operation('activity.log', body, { at: NOON })
      const amend = { activityId: log.id, reason: '写错了', ...body, audience: 9 }
      const parts = [
        log,
        field.operation('activity.amend', amend, { at: NOON + 20_000 }),
        field.operation('activity.undo', { activityId: log.id }, { at: NOON + 40_000 }),
      ]
      context.clock.time = NOON + MINUTE
      for (const index of order) await field.push([parts[Number(index)] ?? log])
      const { unit_id, activity_id, staff_id, content_id, seq, ...end } = await context.db
        .selectFrom('activity')
        .selectAll()
        .where('unit_id', '=', field.unit)
        .executeTakeFirstOrThrow()
      ends.push(end)
    }
    expect(ends[0]).toMatchObject({ undone: true, version: 2, audience: 9 })
    for (const end of ends) expect(end).toEqual(ends[0])
  })
})
