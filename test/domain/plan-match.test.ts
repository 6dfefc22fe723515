import fc from 'fast-check'
import type { Channel } from '#domain/activity'
import type { OperationId } from '#domain/ids'
import type { PlanItem } from '#domain/plan'
import { type Actual, matchPlan } from '#domain/plan-match'
import { addDays, daysBetween, type LocalDate } from '#domain/time'

const first = '2021-04-01' as LocalDate
const on = (offset: number): LocalDate => addDays(first, offset)
const item = (id: number, offset: number, channel: Channel = 'lecture'): PlanItem => ({
  id: `${id}`,
  day: on(offset),
  channel,
  title: `第 ${id} 项`,
  place: '',
  responsible: '专人',
  audience: '',
})
const actual = (id: number, offset: number, channel: Channel = 'lecture'): Actual => ({
  id: `a${id}` as OperationId,
  day: on(offset),
  channel,
})
const kinds = (items: readonly PlanItem[], actuals: readonly Actual[], today: number) =>
  matchPlan(items, actuals, on(today)).items.map(({ state }) => state.kind)

describe('plan against actual', () => {
  test('a day earlier or later is still as planned, two are not', () => {
    expect(kinds([item(1, 5)], [actual(1, 4)], 20)).toEqual(['done'])
    expect(kinds([item(1, 5)], [actual(1, 6)], 20)).toEqual(['done'])
    expect(kinds([item(1, 5)], [actual(1, 7)], 20)).toEqual(['missed'])
  })

  test('another channel fulfils nothing, and is shown as extra', () => {
    const matched = matchPlan([item(1, 5)], [actual(1, 5, 'street-stall')], on(20))
    expect(matched.items[0]?.state).toEqual({ kind: 'missed' })
    expect(matched.extra).toEqual([actual(1, 5, 'street-stall')])
  })

  test('doors of a day fulfil what was planned at doors, and are never extra', () => {
    const doors: Actual = { id: null, day: on(5), channel: 'door' }
    expect(kinds([item(1, 5, 'door')], [doors], 20)).toEqual(['done'])
    expect(matchPlan([], [doors], on(20)).extra).toEqual([])
  })

  test('one lecture fulfils one item', () => {
    expect(kinds([item(1, 5), item(2, 5)], [actual(1, 5)], 20)).toEqual(['done', 'missed'])
  })

  test('an item is open on its day and the day after, to come before, missed later', () => {
    expect([4, 5, 6, 7].map((today) => kinds([item(1, 5)], [], today)[0])).toEqual([
      'upcoming',
      'open',
      'open',
      'missed',
    ])
  })

  test('takes what was done on the day itself before what was done beside it', () => {
    const matched = matchPlan([item(1, 5)], [actual(1, 4), actual(2, 5)], on(20))
    expect(matched.items[0]?.state).toEqual({ kind: 'done', by: actual(2, 5) })
    expect(matched.extra).toEqual([actual(1, 4)])
  })

  /** The most items that any pairing fulfils, by trying all of them. */
  function most(items: readonly PlanItem[], actuals: readonly Actual[]): number {
    const [head, ...rest] = items
    if (head === undefined) return 0
    return actuals.reduce(
      (best, one, index) =>
        one.channel === head.channel && Math.abs(daysBetween(head.day, one.day)) <= 1
          ? Math.max(best, 1 + most(rest, [...actuals.slice(0, index), ...actuals.slice(index + 1)]))
          : best,
      most(rest, actuals),
    )
  }

  test('no other pairing fulfils more items, and nothing is used twice or lost', () => {
    const things = fc.array(fc.tuple(fc.nat(7), fc.constantFrom<Channel>('lecture', 'banner')), { maxLength: 6 })
    fc.assert(
      fc.property(things, things, (planned, done) => {
        const items = planned.map(([offset, channel], index) => item(index + 1, offset, channel))
        const actuals = done.map(([offset, channel], index) => actual(index + 1, offset, channel))
        const { items: told, extra } = matchPlan(items, actuals, on(30))
        const used = told.flatMap(({ state }) => (state.kind === 'done' ? [state.by] : []))
        expect(used).toHaveLength(most(items, actuals))
        expect([...used, ...extra].map(({ id }) => id).sort()).toEqual(actuals.map(({ id }) => id).sort())
      }),
      { numRuns: 300 },
    )
  })
})
