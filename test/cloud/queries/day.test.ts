import * as v from 'valibot'
import { calendar } from '#cloud/queries/calendar'
import { day } from '#cloud/queries/day'
import type { OperationOf } from '#contract/operation'
import type { CalendarAnswer, DayAnswer } from '#contract/query'
import { dayAnswer } from '#contract/query'
import type { BuildingId, DoorId } from '#domain/ids'
import type { LocalDate } from '#domain/time'
import { type Field, NOON, type TestContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const monday = '2021-03-29' as LocalDate
const tuesday = '2021-03-30' as LocalDate
const at = (time: string, date = '2021-03-29') => Date.parse(`${date}T${time}+08:00`)

const ground = fieldUnderTest()
let context: TestContext
let field: Field

beforeEach(() => {
  ;({ context, field } = ground)
})

async function dayOf(date: LocalDate = monday, actor = field.secretary): Promise<DayAnswer> {
  const result = await day(context, actor, { action: 'day', unit: field.unit, day: date })
  if (!result.ok) throw new Error(result.problem.title)
  // What leaves by the wire fits it.
  v.parse(dayAnswer, result.answer)
  return result.answer
}

async function calendarOf(from: LocalDate, to: LocalDate): Promise<CalendarAnswer> {
  const result = await calendar(context, field.secretary, { action: 'calendar', unit: field.unit, from, to })
  if (!result.ok) throw new Error(result.problem.title)
  return result.answer
}

async function apply(operations: readonly object[], actor = field.worker, pending = 0): Promise<void> {
  const outcomes = await field.push(operations, actor, pending)
  expect(outcomes.map(({ kind }) => kind)).toEqual(operations.map(() => 'applied'))
}

function doorOf(building: BuildingId, index: number): DoorId {
  const door = field.doors(building)[index]
  if (!door) throw new Error(`No door ${index}`)
  return door
}

const activity = (from: number, to: number, more: Partial<OperationOf<'activity.log'>['body']> = {}) =>
  field.operation('activity.log', { channel: 'street-stall', from, to, place: '南门广场', ...more }, { at: to })

/** A visit whose time is the worker's word, so that a test says the minutes itself. */
const visit = (door: number, time: number, minutes: number, more: Partial<OperationOf<'visit.log'>['body']> = {}) =>
  field.operation(
    'visit.log',
    { doorId: doorOf(field.buildings[0], door), startedAt: time - 1000, outcome: 'met', minutes, ...more },
    { at: time },
  )

/** What every answer must hold, whatever the day was like. */
async function expectExact(answer: DayAnswer): Promise<void> {
  expect(answer.lines.reduce((sum, { adds }) => sum + adds, 0)).toBe(answer.activityTime)
  const row = await context.db
    .selectFrom('unit_day')
    .selectAll()
    .where('unit_id', '=', field.unit)
    .where('day', '=', answer.day)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({
    activity_ms: answer.activityTime,
    activity_in_time_ms: answer.activityTimeInTime,
    person_ms: answer.personTime,
    broadcast_ms: answer.broadcastTime,
    late: answer.late,
    visits: answer.counts.visits,
    met: answer.counts.met,
    adults: answer.counts.adults,
    leaflets: answer.counts.leaflets,
    hand_outs: answer.counts.handOuts,
    activities: answer.counts.activities,
  })
  const shown = await calendarOf(answer.day, answer.day)
  expect(shown.days).toEqual([
    expect.objectContaining({ status: answer.status, activityMinutes: answer.activityMinutes, late: answer.late }),
  ])
}

describe('a day', () => {
  it('counts 20:00–20:40 and 20:20–21:00 as 60 minutes, not 80, and is met', async () => {
    context.clock.time = at('21:01:00')
    await apply([activity(at('20:00:00'), at('20:40:00')), activity(at('20:20:00'), at('21:00:00'))])
    const answer = await dayOf()
    expect(answer).toMatchObject({ activityMinutes: 60, status: 'met' })
    expect(answer.lines.map(({ adds, overlap }) => [adds / 60_000, overlap / 60_000])).toEqual([
      [40, 0],
      [20, 20],
    ])
    await expectExact(answer)
  })

  it('is not met with 59 minutes once it is over and every device has spoken since', async () => {
    context.clock.time = at('21:00:00')
    await apply([activity(at('20:00:00'), at('20:59:00'))])
    expect((await dayOf()).status).toBe('open')
    context.clock.time = at('08:00:00', '2021-03-30')
    await field.push([])
    const answer = await dayOf()
    expect(answer).toMatchObject({ activityMinutes: 59, status: 'not-met' })
    await expectExact(answer)
  })

  it('gives an outing over midnight to both days, each its part', async () => {
    context.clock.time = at('00:21:00', '2021-03-30')
    await apply([
      visit(0, at('23:50:00') + 300_000, 5),
      visit(1, at('00:00:00', '2021-03-30') + 240_000, 5),
      visit(2, at('00:20:00', '2021-03-30'), 12),
    ])
    const [first, second] = [await dayOf(monday), await dayOf(tuesday)]
    expect([first.activityMinutes, second.activityMinutes]).toEqual([10, 20])
    expect(first.lines[0]).toMatchObject({ outsideDay: 20 * 60_000 })
    expect(second.lines[0]).toMatchObject({ outsideDay: 10 * 60_000, bridged: 8 * 60_000 })
    await expectExact(first)
    await expectExact(second)
  })

  it('is unknown while a device still holds records, and says whose and how many', async () => {
    context.clock.time = at('20:31:00')
    await apply([activity(at('20:00:00'), at('20:30:00'))], field.worker, 3)
    const answer = await dayOf()
    expect(answer.status).toBe('unknown')
    expect(answer.waiting).toEqual([{ staffId: field.worker.id, pending: 3, seenAt: context.clock.time }])
    expect(answer.people).toContainEqual(expect.objectContaining({ id: field.worker.id, name: '周敏' }))
    await field.push([])
    expect(await dayOf()).toMatchObject({ status: 'open', waiting: [] })
  })

  it('turns met by a record of 18:00 that arrives at 23:59, and marks it late', async () => {
    context.clock.time = at('19:00:00')
    await apply([activity(at('17:00:00'), at('17:30:00'))])
    expect(await dayOf()).toMatchObject({ activityMinutes: 30, status: 'open', late: 0 })
    context.clock.time = at('23:59:00')
    await apply([activity(at('18:00:00'), at('18:40:00'))])
    const answer = await dayOf()
    expect(answer).toMatchObject({ activityMinutes: 70, status: 'met', late: 1, activityTimeInTime: 30 * 60_000 })
    await expectExact(answer)
  })

  it('explains itself to the millisecond: doors, pauses, leaflets, overlap, broadcasts, what was taken back', async () => {
    context.clock.time = at('20:00:00')
    const doors = Array.from({ length: 6 }, (_, index) =>
      field.operation(
        'visit.log',
        {
          doorId: doorOf(field.buildings[index % 2 === 0 ? 0 : 1], index),
          startedAt: at('19:00:00') + index * 190_123,
          outcome: index === 3 ? 'nobody' : 'met',
          leaflets: 1,
        },
        { at: at('19:00:00') + index * 190_123 + 61_007 },
      ),
    )
    const slip = visit(5, at('19:30:00'), 3)
    await apply([
      ...doors,
      slip,
      field.operation('visit.undo', { visitId: slip.id }, { at: at('19:30:05') }),
      field.operation(
        'leaflet.hand-out',
        {
          kind: 'letter',
          quantity: 20,
          place: '南门岗亭',
          audience: 'residents',
          startedAt: at('19:40:00'),
          reason: '临时补领',
        },
        { at: at('19:44:31') },
      ),
    ])
    await apply(
      [
        field.operation(
          'activity.log',
          { channel: 'lecture', from: at('19:05:00'), to: at('19:35:00'), place: '议事厅', with: [field.worker.id] },
          { author: field.secretary.id },
        ),
        field.operation(
          'activity.log',
          { channel: 'loudspeaker', from: at('17:00:00'), to: at('19:00:00'), place: '小喇叭' },
          { author: field.secretary.id },
        ),
      ],
      field.secretary,
    )
    const answer = await dayOf()
    await expectExact(answer)
    expect(answer.counts).toEqual({ visits: 6, met: 5, handOuts: 1, leaflets: 26, activities: 2, adults: 5, undone: 1 })
    const outing = answer.lines.find(({ channel }) => channel === 'door')
    expect(outing).toMatchObject({ place: '清枫苑 1幢、2幢', staffIds: [field.worker.id], activityId: null })
    expect(outing?.stops.map(({ label, outcome, rule }) => `${label} ${outcome} ${rule}`)[3]).toBe(
      '清枫苑 2幢 1单元 104 nobody clock',
    )
    expect(outing?.bridged).toBe(5 * (190_123 - 61_007))
    expect(answer.lines.map(({ channel, place }) => [channel, place])).toContainEqual(['leaflet', '南门岗亭'])
    expect(answer.broadcasts).toEqual([expect.objectContaining({ channel: 'loudspeaker', place: '小喇叭' })])
    expect(answer.broadcastMinutes).toBe(120)
    expect(answer.excluded).toEqual([
      expect.objectContaining({
        id: slip.id,
        staffId: field.worker.id,
        label: '清枫苑 1幢 1单元 202',
        reason: 'undone',
      }),
    ])
  })

  it('never lets a loudspeaker alone fulfil the 60 minutes', async () => {
    context.clock.time = at('20:00:00')
    await apply([activity(at('10:00:00'), at('19:00:00'), { channel: 'loudspeaker' })])
    const answer = await dayOf()
    expect(answer).toMatchObject({ activityMinutes: 0, broadcastMinutes: 540, status: 'open' })
    await expectExact(answer)
  })

  it('costs the same number of statements with one record and with a hundred', async () => {
    context.clock.time = NOON
    await apply([visit(0, NOON - 1000, 5)])
    const cost = async () => {
      const before = ground.database.roundTrips()
      await dayOf()
      return ground.database.roundTrips() - before
    }
    const one = await cost()
    await apply(Array.from({ length: 99 }, (_, index) => visit(index % 12, NOON - 60_000 * index, 1)))
    expect(await cost()).toBe(one)
  })
})

describe('a calendar', () => {
  it('has a line for every day up to today, those without a record included', async () => {
    context.clock.time = at('21:00:00')
    await apply([activity(at('19:00:00'), at('20:30:00'))])
    const { days, targetMinutes } = await calendarOf('2021-03-27' as LocalDate, '2021-04-10' as LocalDate)
    expect(targetMinutes).toBe(60)
    expect(days.map(({ day: date, status, activityMinutes }) => [date, status, activityMinutes])).toEqual([
      ['2021-03-27', 'not-met', 0],
      ['2021-03-28', 'not-met', 0],
      ['2021-03-29', 'met', 90],
    ])
  })

  it('refuses more than 400 days and days in the wrong order', async () => {
    for (const [from, to] of [
      ['2020-01-01', '2021-03-29'],
      ['2021-03-29', '2021-03-28'],
    ]) {
      const request = { action: 'calendar' as const, unit: field.unit, from: from as LocalDate, to: to as LocalDate }
      expect(await calendar(context, field.secretary, request)).toMatchObject({ ok: false, problem: { code: 4001 } })
    }
  })
})

test('an activity taken back is shown and not counted, an amended one counts as it was told last', async () => {
  const [from, to] = [at('09:00:00'), at('09:40:00')]
  context.clock.time = to
  const [slip, kept] = [activity(from, to, { channel: 'lecture' }), activity(from, to)]
  await apply([slip, kept])
  context.clock.time = to + 30_000
  await apply([
    field.operation('activity.undo', { activityId: slip.id }),
    field.operation('activity.amend', {
      activityId: kept.id,
      reason: '早半小时结束',
      ...kept.body,
      to: to - 1_800_000,
    }),
  ])
  const answer = await dayOf()
  await expectExact(answer)
  expect(answer).toMatchObject({ activityMinutes: 10, counts: { activities: 1, undone: 1 } })
  expect(answer.excluded).toEqual([expect.objectContaining({ id: slip.id, label: '南门广场', reason: 'undone' })])
})
