import fc from 'fast-check'
import { attendedChannels, broadcastChannels } from '#domain/activity'
import type { OperationId, StaffId } from '#domain/ids'
import { union } from '#domain/interval'
import type { Activity } from '#domain/minutes'
import { outreachMinutes } from '#domain/minutes'
import { currentPolicy } from '#domain/minutes-policy'
import type { Stop } from '#domain/outing'
import { type LocalDate, MINUTE, startOfDay } from '#domain/time'

const day = '2021-03-29' as LocalDate
const midnight = startOfDay(day)
const at = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return midnight + (hours * 60 + minutes) * MINUTE
}
let count = 0
const id = (): OperationId => `op-${String(++count).padStart(6, '0')}` as OperationId
const worker = (name: string): StaffId => name as StaffId
const activity = (from: string, to: string, who = 'a', channel: Activity['channel'] = 'street-stall'): Activity => ({
  id: id(),
  channel,
  staffIds: [worker(who)],
  from: at(from),
  to: at(to),
})
const door = (clock: string, more: Partial<Stop> = {}): Stop => ({
  id: id(),
  staffId: worker('a'),
  channel: 'door',
  startedAt: at(clock),
  at: at(clock),
  ...more,
})
const minutes = (stops: Stop[], activities: Activity[], of = day) =>
  outreachMinutes(stops, activities, of, currentPolicy)

describe('activity minutes', () => {
  test('count an overlap once: 20:00–20:40 and 20:20–21:00 are 60, not 80', () => {
    const found = minutes([], [activity('20:00', '20:40'), activity('20:20', '21:00', 'b')])
    expect(found.activityMinutes).toBe(60)
    expect(found.personMinutes).toBe(80)
  })

  test("of one person in two places at once are that person's once", () => {
    expect(minutes([], [activity('20:00', '20:40'), activity('20:20', '21:00')]).personMinutes).toBe(60)
  })

  test('are cut at midnight: 23:50–00:20 gives 10 to one day and 20 to the next', () => {
    const late: Activity = { ...activity('23:50', '23:51'), to: at('24:20') }
    expect(minutes([], [late]).activityMinutes).toBe(10)
    expect(minutes([], [late], '2021-03-30' as LocalDate).activityMinutes).toBe(20)
    expect(minutes([], [late]).lines[0]?.outsideDay).toBe(20 * MINUTE)
  })

  test('are rounded down once, at the end: 59 min 59 s are 59', () => {
    const almost: Activity = { ...activity('20:00', '20:30'), to: at('20:30') - 500 }
    const rest: Activity = { ...activity('20:30', '21:00'), to: at('21:00') - 500 }
    expect(minutes([], [almost, rest]).activityMinutes).toBe(59)
  })

  test('keep screens and loudspeakers apart', () => {
    const found = minutes([], [activity('08:00', '20:00', 'a', 'loudspeaker'), activity('20:00', '20:10')])
    expect(found.activityMinutes).toBe(10)
    expect(found.broadcastMinutes).toBe(720)
    expect(found.lines).toHaveLength(1)
  })
})

describe('channels', () => {
  test.each(broadcastChannels)('%s is counted apart, however long it was', (channel) => {
    const found = minutes([], [activity('00:00', '24:00', 'a', channel)])
    expect([found.activityMinutes, found.personMinutes, found.broadcastMinutes]).toEqual([0, 0, 1440])
  })

  test.each(attendedChannels)('%s counts for its time, and for that of everybody who took part', (channel) => {
    const found = minutes([], [{ ...activity('19:00', '20:00', 'a', channel), staffIds: [worker('a'), worker('b')] }])
    expect([found.activityMinutes, found.personMinutes, found.broadcastMinutes]).toEqual([60, 120, 0])
  })
})

describe('person-minutes', () => {
  test('count everybody who took part, and nobody twice', () => {
    const together: Activity = { ...activity('20:00', '20:30'), staffIds: [worker('a'), worker('b'), worker('a')] }
    const found = minutes([], [together])
    expect(found.activityMinutes).toBe(30)
    expect(found.personMinutes).toBe(60)
    expect(found.byPerson.map(({ staffId, time }) => [staffId, time])).toEqual([
      ['a', 30 * MINUTE],
      ['b', 30 * MINUTE],
    ])
  })
})

describe('the union', () => {
  test('joins intervals that touch and drops empty ones', () => {
    const joined = union([
      { from: 5, to: 9 },
      { from: 0, to: 5 },
      { from: 20, to: 20 },
      { from: 30, to: 31 },
    ])
    expect(joined).toEqual([
      { from: 0, to: 9 },
      { from: 30, to: 31 },
    ])
  })
})

describe('an outing', () => {
  test('bridges a pause of 8 minutes and not one of 9', () => {
    const near = minutes([door('19:00', { startedAt: at('18:59') }), door('19:09', { startedAt: at('19:08') })], [])
    expect(near.lines).toHaveLength(1)
    expect(near.activityMinutes).toBe(10)
    const far = minutes([door('19:00', { startedAt: at('18:59') }), door('19:10', { startedAt: at('19:09') })], [])
    expect(far.lines).toHaveLength(2)
    expect(far.activityMinutes).toBe(2)
  })

  test("is one worker's: two workers' doors are never bridged into each other", () => {
    expect(minutes([door('19:00'), door('19:05', { staffId: worker('b') })], []).activityMinutes).toBe(2)
  })

  test('counts a lone door at least 1 and at most 20 minutes, unless the worker says otherwise', () => {
    expect(minutes([door('19:00')], []).activityMinutes).toBe(1)
    expect(minutes([door('19:00', { startedAt: at('18:00') })], []).activityMinutes).toBe(20)
    expect(minutes([door('19:00', { startedAt: at('18:00'), minutes: 35 })], []).activityMinutes).toBe(35)
  })

  test('that crosses midnight is bridged first and cut after', () => {
    const stops = [door('23:58'), { ...door('23:59'), startedAt: at('24:04'), at: at('24:05') }]
    expect(minutes(stops, []).activityMinutes).toBe(3)
    expect(minutes(stops, [], '2021-03-30' as LocalDate).activityMinutes).toBe(5)
  })
})

describe('the explanation', () => {
  const anyTime = fc.integer({ min: -2 * 3600_000, max: 26 * 3600_000 }).map((ms) => midnight + ms)
  const anyStaff = fc.constantFrom('a', 'b', 'c').map(worker)
  const anyStop: fc.Arbitrary<Stop> = fc
    .record({
      id: fc.uuid().map((u) => u as OperationId),
      staffId: anyStaff,
      channel: fc.constantFrom('door' as const, 'leaflet' as const),
      at: anyTime,
      spent: fc.integer({ min: 0, max: 3600_000 }),
    })
    .map(({ spent, ...stop }) => ({ ...stop, startedAt: stop.at - spent }))
  const anyActivity: fc.Arbitrary<Activity> = fc
    .record({
      id: fc.uuid().map((u) => u as OperationId),
      channel: fc.constantFrom('street-stall' as const, 'screen' as const),
      staffIds: fc.uniqueArray(anyStaff, { minLength: 1 }),
      from: anyTime,
      spent: fc.integer({ min: 1, max: 7200_000 }),
    })
    .map(({ spent, ...a }) => ({ ...a, to: a.from + spent }))

  test('adds up to the total exactly, whatever was logged', () => {
    fc.assert(
      fc.property(
        fc.array(anyStop, { maxLength: 30 }),
        fc.array(anyActivity, { maxLength: 8 }),
        (stops, activities) => {
          const found = minutes(stops, activities)
          expect(found.lines.reduce((sum, line) => sum + line.adds, 0)).toBe(found.activityTime)
          for (const line of found.lines)
            expect(line.adds + line.overlap + line.outsideDay).toBe(
              line.source.kind === 'outing'
                ? line.source.outing.to - line.source.outing.from
                : line.source.activity.to - line.source.activity.from,
            )
          expect(found.byPerson.reduce((sum, person) => sum + person.time, 0)).toBe(found.personTime)
          expect(found.personTime).toBeGreaterThanOrEqual(found.activityTime)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('agrees with a clock that looks at every single second', () => {
    const onSeconds = fc.array(
      anyStop.map((s) => ({
        ...s,
        at: Math.round(s.at / 1000) * 1000,
        startedAt: Math.round(s.startedAt / 1000) * 1000,
      })),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(onSeconds, (stops) => {
        const found = minutes(stops, [])
        // Independent of the code under test: each stop's own seconds, then pauses of one worker of at most 8 minutes filled.
        const lit = new Set<number>()
        for (const who of ['a', 'b', 'c']) {
          const own = new Set<number>()
          for (const stop of stops.filter((s) => s.staffId === who)) {
            const spent = Math.min(Math.max(stop.at - stop.startedAt, 60_000), 1_200_000)
            for (let t = stop.at - spent; t < stop.at; t += 1000) own.add(t)
          }
          const seconds = [...own].sort((x, y) => x - y)
          seconds.forEach((t, i) => {
            lit.add(t)
            const next = seconds[i + 1]
            if (next !== undefined && next - (t + 1000) <= 480_000) for (let f = t; f < next; f += 1000) lit.add(f)
          })
        }
        const inDay = [...lit].filter((t) => t >= midnight && t < midnight + 86_400_000)
        expect(found.activityTime).toBe(inDay.length * 1000)
      }),
      { numRuns: 60 },
    )
  })

  test('is the same in whatever order the records come', () => {
    fc.assert(
      fc.property(
        fc.array(anyStop, { maxLength: 20 }),
        fc.array(anyActivity, { maxLength: 5 }),
        (stops, activities) => {
          expect(minutes([...stops].reverse(), [...activities].reverse())).toEqual(minutes(stops, activities))
        },
      ),
      { numRuns: 500 },
    )
  })
})
