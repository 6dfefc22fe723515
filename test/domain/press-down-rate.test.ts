import fc from 'fast-check'
import { addMonths, daysIn, isLocalMonth, type LocalMonth, lastDay, monthsFrom } from '#domain/month'
import { compare, compareMonths, type MonthFigures, pressDownRate } from '#domain/press-down-rate'

const month = (text: string) => text as LocalMonth
const figures = (at: string, cases: number, loss: number): MonthFigures => ({ month: month(at), cases, loss })

describe('the rate', () => {
  test('20 cases that became 15 are pressed down by 25.0 %', () =>
    expect(pressDownRate(20, 15)).toEqual({ kind: 'rate', base: 20, now: 15, tenths: 250 }))
  test('10 that became 12 are a rise, −20.0 %', () =>
    expect(pressDownRate(10, 12)).toEqual({ kind: 'rate', base: 10, now: 12, tenths: -200 }))
  test('a base of nothing has no rate, whether something came of it or not', () => {
    expect(pressDownRate(0, 1)).toEqual({ kind: 'base-zero', now: 1 })
    expect(pressDownRate(0, 0)).toEqual({ kind: 'base-zero', now: 0 })
  })
  test('a base that nobody entered is not taken for nothing', () =>
    expect(pressDownRate(null, 3)).toEqual({ kind: 'base-missing', now: 3 }))
  test('is rounded once, half away from zero, alike for a fall and a rise', () => {
    const tenths = (base: number, now: number) => {
      const rate = pressDownRate(base, now)
      return rate.kind === 'rate' ? rate.tenths : null
    }
    expect(tenths(3, 2)).toBe(333)
    expect(tenths(3, 1)).toBe(667)
    expect(tenths(2000, 1999)).toBe(1) // 0.05 %
    expect(tenths(2000, 2001)).toBe(-1)
    expect(tenths(2001, 2000)).toBe(0)
  })
  test('is within half a tenth of the true share for every base and figure', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 11 }), fc.integer({ min: 0, max: 10 ** 11 }), (base, now) => {
        const rate = pressDownRate(base, now)
        const exact = ((base - now) / base) * 1000
        return rate.kind === 'rate' && Math.abs(rate.tenths - exact) <= 0.5 + 1e-6 * Math.abs(exact)
      }),
    )
  })
})

describe('equal windows', () => {
  const now = [figures('2021-01', 10, 1_000), figures('2021-02', 2, 50), figures('2021-03', 6, 600)]
  const base = [figures('2020-01', 8, 2_000), figures('2020-02', 4, 100), figures('2020-03', 12, 900)]
  const first = monthsFrom(month('2021-01'), month('2021-03'))

  test('the same months of both years are summed before they are compared', () => {
    expect(compare(first, now, base, 2020)).toEqual({
      from: '2021-01',
      to: '2021-03',
      base: { cases: 24, loss: 3_000 },
      now: { cases: 18, loss: 1_650 },
      cases: { kind: 'rate', base: 24, now: 18, tenths: 250 },
      loss: { kind: 'rate', base: 3_000, now: 1_650, tenths: 450 },
      baseDays: 91,
      nowDays: 90,
    })
  })
  test('figures of other months change nothing', () => {
    const more = [...now, figures('2021-04', 99, 99)]
    expect(compare(first, more, [...base, figures('2020-12', 9, 9)], 2020)).toEqual(compare(first, now, base, 2020))
  })
  test('one month without a base leaves the sum without one, and says what is known of now', () => {
    const gap = compare(first, now, base.slice(1), 2020)
    expect(gap).toMatchObject({ base: null, now: { cases: 18 }, cases: { kind: 'base-missing', now: 18 } })
  })
  test('a month without crimes counts as none', () => {
    expect(compare([month('2021-04')], now, [figures('2020-04', 5, 10)], 2020)?.cases).toMatchObject({ tenths: 1000 })
  })
  test('each month stands alone and summed up from the first', () => {
    const rows = compareMonths(first, now, base, 2020)
    expect(rows.map(({ alone, sinceFirst }) => [alone.now.cases, sinceFirst.now.cases])).toEqual([
      [10, 10],
      [2, 12],
      [6, 18],
    ])
    expect(rows.map(({ sinceFirst }) => sinceFirst.base?.cases)).toEqual([8, 12, 24])
  })
  test('units summed up give what the sums of their figures give', () => {
    const one = fc.record({ cases: fc.nat(1000), loss: fc.nat(10 ** 9) })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 40 }), (units) => {
        const rows = units.map(({ cases, loss }) => figures('2021-01', cases, loss))
        const total = compare([month('2021-01')], rows, [figures('2020-01', 1, 1)], 2020)
        expect(total?.now).toEqual({
          cases: units.reduce((sum, { cases }) => sum + cases, 0),
          loss: units.reduce((sum, { loss }) => sum + loss, 0),
        })
      }),
    )
  })
})

describe('months', () => {
  test('run over the end of a year, forwards and backwards', () => {
    expect(monthsFrom(month('2020-11'), month('2021-02'))).toEqual(['2020-11', '2020-12', '2021-01', '2021-02'])
    expect(addMonths(month('2021-01'), -1)).toBe('2020-12')
    expect(monthsFrom(month('2021-02'), month('2021-01'))).toEqual([])
  })
  test('know a leap year', () => {
    expect([daysIn(month('2020-02')), daysIn(month('2021-02')), lastDay(month('2020-02'))]).toEqual([
      29,
      28,
      '2020-02-29',
    ])
  })
  test('a thirteenth is none', () =>
    expect(['2021-13', '2021-00', '2021-1', '2021-03'].map(isLocalMonth)).toEqual([false, false, false, true]))
})
