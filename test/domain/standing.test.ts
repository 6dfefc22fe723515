import fc from 'fast-check'
import {
  afterDeed,
  conditions,
  postedItem,
  promptAt,
  rightPeriod,
  type StandingDeed,
  type StandingItem,
  standingState,
} from '#domain/standing'
import { addDays, HOUR, type LocalDate, startOfDay } from '#domain/time'

const today = '2021-04-15' as LocalDate
const noon = startOfDay(today) + 12 * HOUR
const banner = (to: LocalDate): StandingItem =>
  postedItem({ kind: 'banner', place: '东门岗亭', from: addDays(today, -20), to }, noon)

describe('a thing that stands', () => {
  test.each([
    [10, 'in-place'],
    [4, 'in-place'],
    [3, 'expiring'],
    [0, 'expiring'],
    [-1, 'expired'],
  ] as const)('that ends in %i days is %s', (days, state) => {
    expect(standingState(banner(addDays(today, days)), today)).toBe(state)
  })

  test('that is torn or gone is said to be so before anything about its days', () => {
    const torn = afterDeed(
      banner(addDays(today, 30)),
      { kind: 'check', condition: 'missing', note: '被风刮走' },
      noon + 1,
    )
    expect(torn && standingState(torn, today)).toBe('damaged')
  })

  test('is reminded of on the morning of its last day, once, and anew after it was renewed', () => {
    const item = banner(today)
    expect(promptAt(item)).toBe(startOfDay(today) + 8 * HOUR)
    const told = { ...item, promptedFor: today }
    expect(promptAt(told)).toBeNull()
    const renewed = afterDeed(told, { kind: 'renew', to: addDays(today, 30) }, noon + 1)
    expect(renewed && promptAt(renewed)).toBe(startOfDay(addDays(today, 30)) + 8 * HOUR)
    const gone = afterDeed(item, { kind: 'remove' }, noon + 1)
    expect(gone && promptAt(gone)).toBeNull()
  })

  test('takes nothing any more once it was taken down, but what was done before that', () => {
    const gone = afterDeed(banner(today), { kind: 'remove' }, noon + HOUR)
    if (gone === undefined) throw new Error('not taken down')
    expect(afterDeed(gone, { kind: 'renew', to: today }, noon + 2 * HOUR)).toBeUndefined()
    expect(afterDeed(gone, { kind: 'check', condition: 'damaged', note: null }, noon + 1)).toMatchObject({
      condition: 'damaged',
    })
  })

  test('ends alike in whatever order what was done to it arrives', () => {
    const deed = fc.oneof(
      fc.constantFrom(...conditions).map((condition): StandingDeed => ({ kind: 'check', condition, note: null })),
      fc.integer({ min: 0, max: 60 }).map((days): StandingDeed => ({ kind: 'renew', to: addDays(today, days) })),
    )
    const told = fc.uniqueArray(fc.tuple(deed, fc.integer({ min: 1, max: 1000 })), { selector: ([, at]) => at })
    const end = (list: readonly (readonly [StandingDeed, number])[]) =>
      list.reduce((item, [one, at]) => afterDeed(item, one, noon + at) ?? item, banner(today))
    fc.assert(fc.property(told, (list) => expect(end([...list].reverse())).toEqual(end(list))))
  })
})

test('a period begins by now and ends within a year or so', () => {
  expect(rightPeriod(addDays(today, -30), today, today)).toBe(true)
  expect(rightPeriod(addDays(today, 5), addDays(today, 9), today)).toBe(false)
  expect(rightPeriod(today, addDays(today, -1), today)).toBe(false)
  expect(rightPeriod(today, addDays(today, 401), today)).toBe(false)
})
