import { nearestToFinished } from '#domain/coverage'
import type { BuildingId, DoorId } from '#domain/ids'
import { inHand, judgeHandOut } from '#domain/leaflet'
import { shortList } from '#domain/short-list'
import { addDays, dayOf, daysBetween, HOUR, isLocalDate, type LocalDate, startOfDay } from '#domain/time'
import { adultsReached } from '#domain/visit'

const day = '2021-03-29' as LocalDate
const start = startOfDay(day)

describe('a day in Shanghai', () => {
  test('begins at 16:00 UTC of the day before', () => {
    expect(new Date(start).toISOString()).toBe('2021-03-28T16:00:00.000Z')
    expect(dayOf(start)).toBe(day)
    expect(dayOf(start - 1)).toBe('2021-03-28')
  })

  test('is followed by the next, over months and leap years', () => {
    expect(addDays('2021-02-28' as LocalDate, 1)).toBe('2021-03-01')
    expect(addDays('2020-02-28' as LocalDate, 1)).toBe('2020-02-29')
    expect(daysBetween('2021-03-10' as LocalDate, '2021-07-10' as LocalDate)).toBe(122)
  })

  test.each(['2021-02-30', '2021-13-01', '2021-3-1', '2021-03-29T00:00', ''])('is not %s', (text) =>
    expect(isLocalDate(text)).toBe(false),
  )
})

describe('leaflets', () => {
  const stock = { issued: 50, handedOut: 0, returned: 0 }
  test('stock 50, hand out 60: asked why, then allowed and flagged', () => {
    expect(judgeHandOut(stock, 60, undefined)).toBe('reason-needed')
    expect(judgeHandOut(stock, 60, '  ')).toBe('reason-needed')
    expect(judgeHandOut(stock, 60, '居委会现场补发 10 份')).toBe('over-stock')
    expect(judgeHandOut(stock, 50, undefined)).toBe('within-stock')
  })

  test('returned are no longer in hand', () => expect(inHand({ issued: 50, handedOut: 20, returned: 10 })).toBe(20))
})

describe('the short list', () => {
  const appointment = (doorId: string, dueAt: number) => ({
    kind: 'appointment' as const,
    doorId: doorId as DoorId,
    buildingId: 'b1' as BuildingId,
    dueAt,
  })
  const half = (buildingId: string, left: number) => ({
    kind: 'half-done' as const,
    buildingId: buildingId as BuildingId,
    left,
  })

  test('is ordered by due time, with missed appointments first and later days’ left out, then buildings half done', () => {
    const now = start + 12 * HOUR
    const list = shortList(
      [
        appointment('late', start + 20 * HOUR),
        appointment('tomorrow', start + 30 * HOUR),
        appointment('missed', start - HOUR),
        appointment('soon', start + 13 * HOUR),
      ],
      [half('b2', 9), half('b1', 4)],
      now,
    )
    expect(list.map((item) => (item.kind === 'appointment' ? item.doorId : item.buildingId))).toEqual([
      'missed',
      'soon',
      'late',
      'b1',
      'b2',
    ])
  })
})

test('buildings nearest to being finished come first, untouched ones after, finished ones last', () => {
  const count = (id: string, doors: number, visited: number) => ({
    buildingId: id as BuildingId,
    doors,
    visited,
    met: 0,
  })
  const sorted = [count('done', 5, 5), count('untouched', 3, 0), count('far', 50, 10), count('near', 40, 38)].sort(
    nearestToFinished,
  )
  expect(sorted.map(({ buildingId }) => buildingId)).toEqual(['near', 'far', 'untouched', 'done'])
})

test('a 见面 without a number counts as one adult, anything else as none', () => {
  expect(adultsReached({ outcome: 'met' })).toBe(1)
  expect(adultsReached({ outcome: 'met', adults: 3 })).toBe(3)
  expect(adultsReached({ outcome: 'nobody', adults: 3 })).toBe(0)
})
