import { daysBefore, gapsBefore, reachKnown, type Touch, touchesBefore } from '#domain/crime-touches'
import type { OperationId } from '#domain/ids'
import { DAY, HOUR } from '#domain/time'

const CRIME = Date.parse('2021-04-20T09:30:00+08:00')

function touch(id: string, daysEarlier: number, more: Partial<Touch> = {}): Touch {
  return {
    kind: 'visit',
    reach: 'door',
    record: id as OperationId,
    at: CRIME - daysEarlier * DAY,
    met: false,
    leaflets: 0,
    ...more,
  }
}
const gap = (touches: readonly Touch[], kind: string, doorKnown = true) =>
  gapsBefore(touches, CRIME, doorKnown).find((found) => found.kind === kind)

describe('what came before a crime', () => {
  test('is listed newest first, and what came after is left out', () => {
    const touches = [touch('march', 30), touch('after', -1), touch('april', 2), touch('same', 0)]
    expect(touchesBefore(touches, CRIME).map(({ record }) => record)).toEqual(['april', 'march'])
  })
  test('of one instant has the nearer one first', () => {
    const touches = [touch('unit', 3, { reach: 'unit' }), touch('person', 3, { reach: 'person' }), touch('door', 3)]
    expect(touchesBefore(touches, CRIME).map(({ record }) => record)).toEqual(['person', 'door', 'unit'])
  })
  test('is as many days old as there are midnights in Shanghai between', () => {
    expect(daysBefore(CRIME - 9 * HOUR, CRIME)).toBe(0)
    expect(daysBefore(CRIME - 10 * HOUR, CRIME)).toBe(1)
  })
})

describe('the gap', () => {
  test('is the days since the last visit to this very door', () => {
    const touches = [touch('a', 40), touch('b', 23), touch('next door', 2, { reach: 'building' })]
    expect(gap(touches, 'visit')).toEqual({ kind: 'visit', days: 23 })
  })
  test('of a door where nobody ever was is never', () =>
    expect(gap([], 'visit')).toEqual({ kind: 'visit', days: null }))
  test('to the last time that somebody was met is longer than to the last visit', () => {
    const touches = [touch('met', 30, { met: true }), touch('nobody home', 5)]
    expect([gap(touches, 'visit')?.days, gap(touches, 'met')?.days]).toEqual([5, 30])
  })
  test('of leaflets closes with those handed over at a door', () => {
    expect(gap([touch('a', 12, { leaflets: 2 })], 'leaflet')?.days).toBe(12)
    expect(gap([touch('a', 12)], 'leaflet')?.days).toBeNull()
  })
  test('of visits closes with an officer who came to the person', () => {
    const meeting = touch('a', 4, { kind: 'dissuasion', reach: 'person', met: true })
    expect([gap([meeting], 'visit')?.days, gap([meeting], 'met')?.days]).toEqual([4, 4])
  })
  test('of alerts is not closed by an alert of somebody else in the building', () => {
    expect(gap([touch('a', 4, { kind: 'alert', reach: 'building' })], 'alert')?.days).toBeNull()
    expect(gap([touch('a', 4, { kind: 'alert', reach: 'person' })], 'alert')?.days).toBe(4)
  })
  test('is not named where no door is known, unless something did come to the person', () => {
    expect(gap([], 'visit', false)).toBeUndefined()
    expect(gap([], 'activity', false)).toEqual({ kind: 'activity', days: null })
    expect(gap([touch('a', 4, { kind: 'dissuasion', reach: 'person' })], 'visit', false)?.days).toBe(4)
  })
})

test('whoever was met before is not asked about, whoever was met after is', () => {
  expect(reachKnown([touch('a', 3, { met: true })], CRIME)).toBe(true)
  expect(reachKnown([touch('a', -3, { met: true })], CRIME)).toBe(false)
  expect(reachKnown([touch('a', 3, { met: true, reach: 'unit', kind: 'activity' })], CRIME)).toBe(false)
})
