import { judge, type Promised } from '#domain/milestones'
import type { LocalMonth } from '#domain/month'
import type { MonthFigures } from '#domain/press-down-rate'
import type { LocalDate } from '#domain/time'

const figures = (month: string, cases: number, loss: number): MonthFigures => ({
  month: month as LocalMonth,
  cases,
  loss,
})
const day = (text: string) => text as LocalDate

const rise: Promised = { needs: 'rise-stopped', by: day('2021-03-31'), since: '2021-01' as LocalMonth }
const down: Promised = { needs: 'both-down', by: day('2021-06-15'), since: '2021-03' as LocalMonth }
const base = ['01', '02', '03', '04', '05', '06'].map((month) => figures(`2020-${month}`, 10, 1_000))

describe('by the end of March the rise is stopped', () => {
  const inMarch = (cases: number, loss: number) => [figures('2021-01', 30, 9_000), figures('2021-03', cases, loss)]
  const verdict = (cases: number, loss: number, today = '2021-04-01') =>
    judge(rise, inMarch(cases, loss), base, 2020, day(today))

  test('when March alone is not above its base, however January was', () =>
    expect(verdict(10, 1_000)).toMatchObject({ kind: 'judged', judgement: { cases: true, loss: true, met: true } }))
  test('but not when one of cases and loss is', () => {
    expect(verdict(9, 1_001)).toMatchObject({ judgement: { cases: true, loss: false, met: false } })
    expect(verdict(11, 10)).toMatchObject({ judgement: { cases: false, loss: true, met: false } })
  })
  test('is judged by the figures and not by a rounded rate', () => {
    const large = [figures('2020-03', 10, 1_000_000)]
    const hardly = [figures('2021-03', 10, 1_000_001)]
    expect(judge(rise, hardly, large, 2020, day('2021-04-01'))).toMatchObject({ judgement: { loss: false } })
  })
  test('is judged once the day is over', () => {
    expect(verdict(10, 1_000, '2021-03-31')).toMatchObject({ kind: 'pending', soFar: { window: { to: '2021-02' } } })
    expect(verdict(10, 1_000, '2021-04-01').kind).toBe('judged')
  })
  test('against a base of nothing holds only while nothing came', () => {
    const nothing = [figures('2020-03', 0, 0)]
    const verdictOf = (cases: number) => judge(rise, inMarch(cases, 0), nothing, 2020, day('2021-04-01'))
    expect(verdictOf(0)).toMatchObject({ judgement: { met: true } })
    expect(verdictOf(1)).toMatchObject({ judgement: { cases: false, met: false } })
  })
})

describe('by the middle of June cases and loss are both down', () => {
  const now = (cases: number, loss: number) =>
    ['03', '04', '05', '06'].map((month) => figures(`2021-${month}`, cases, loss))
  const verdict = (cases: number, loss: number, today = '2021-06-16') =>
    judge(down, now(cases, loss), base, 2020, day(today))

  test('over the whole months since March, which June is not', () =>
    expect(verdict(9, 999)).toMatchObject({
      kind: 'judged',
      judgement: { window: { from: '2021-03', to: '2021-05', base: { cases: 30 }, now: { cases: 27 } }, met: true },
    }))
  test('needs both: fewer cases with the same loss is not met', () => {
    expect(verdict(9, 1_000)).toMatchObject({ judgement: { cases: true, loss: false, met: false } })
    expect(verdict(10, 999)).toMatchObject({ judgement: { cases: false, loss: true, met: false } })
  })
  test('before the day the months that are over show how it stands', () =>
    expect(verdict(9, 999, '2021-05-10')).toMatchObject({ kind: 'pending', soFar: { window: { to: '2021-04' } } }))
  test('before the first month is over there is nothing to show', () =>
    expect(verdict(9, 999, '2021-03-31')).toEqual({ kind: 'pending', soFar: null }))
  test('with a base missing stays unknown, neither met nor missed', () =>
    expect(judge(down, now(9, 9), base.slice(0, 3), 2020, day('2021-06-16'))).toMatchObject({
      kind: 'unknown',
      window: { cases: { kind: 'base-missing' } },
    }))
  test('below a base of nothing nothing can be', () => {
    const nothing = base.map((figuresOf) => ({ ...figuresOf, cases: 0 }))
    expect(judge(down, now(0, 1), nothing, 2020, day('2021-06-16'))).toMatchObject({
      judgement: { cases: false, loss: true, met: false },
    })
  })
})
