import fc from 'fast-check'
import { noticeCampaign } from '#domain/campaign'
import { creationOf } from '#domain/creation'
import type { OperationId } from '#domain/ids'
import { type Measured, type MeasureRow, measured, reaches, shownTenths } from '#domain/measure'
import type { LocalMonth } from '#domain/month'
import type { LocalDate } from '#domain/time'

const day = (text: string) => text as LocalDate
const window = { from: day('2021-03-26'), to: day('2021-07-10') }
const today = day('2021-04-10')
const counted = (part: number, whole: number, as: 'percent' | 'days' | 'times' = 'percent'): Measured => ({
  ...{ kind: 'counted', as, part, whole, pending: 0 },
})

describe('days met', () => {
  const on = (date: string, status: 'met' | 'not-met' | 'unknown' | 'open'): MeasureRow => ({
    ...{ kind: 'day', day: day(date), minutes: 0, status },
  })

  it('are days that are over: today neither helps nor harms, and a day whose records are still to come is pending', () => {
    const rows = [
      on('2021-04-07', 'met'),
      on('2021-04-08', 'not-met'),
      on('2021-04-09', 'unknown'),
      on('2021-04-10', 'met'),
    ]
    expect(measured('days-met', rows, window, today)).toEqual({ ...counted(1, 2), pending: 1 })
    expect(measured('days-met', [on('2021-04-10', 'open')], window, today)).toMatchObject({
      kind: 'none',
      why: 'not-yet',
    })
  })
})

describe('crimes', () => {
  const month = (name: string, base: number | null, now: number): MeasureRow => ({
    kind: 'month',
    month: name as LocalMonth,
    base: base === null ? null : { cases: base, loss: base * 1000 },
    now: { cases: now, loss: now * 1000 },
  })

  it('are compared over the months together', () => {
    const rows = [month('2021-03', 20, 15), month('2021-04', 10, 12)]
    expect(measured('cases-down', rows, window, today)).toEqual(counted(3, 30))
    expect(measured('loss-down', rows, window, today)).toEqual(counted(3000, 30_000))
  })

  it('rose when there are more, have no rate against a base of nothing, and none while a month’s base is missing', () => {
    expect(measured('cases-down', [month('2021-03', 10, 12)], window, today)).toEqual(counted(-2, 10))
    expect(measured('cases-down', [month('2021-03', 0, 1)], window, today)).toMatchObject({ why: 'base-zero' })
    expect(measured('cases-down', [month('2021-03', 0, 0)], window, today)).toMatchObject({
      why: 'none-before-none-now',
    })
    const rows = [month('2021-03', 10, 1), month('2021-04', null, 1)]
    expect(measured('cases-down', rows, window, today)).toMatchObject({ why: 'base-missing' })
  })

  it('leave so many days since the last one, or since the first day when there was none', () => {
    const crime = (on: string): MeasureRow => ({ kind: 'crime', on: day(on), number: 'A1' })
    expect(measured('no-case-days', [crime('2021-04-08'), crime('2021-03-30')], window, today)).toEqual(
      counted(2, 1, 'days'),
    )
    expect(measured('no-case-days', [], window, today)).toEqual(counted(15, 1, 'days'))
    expect(measured('no-case-days', [], window, day('2021-08-01'))).toEqual(counted(106, 1, 'days'))
    expect(measured('no-case-days', [], window, day('2021-03-25'))).toMatchObject({ why: 'not-yet' })
  })
})

describe('papers and findings', () => {
  const finding = (state: 'open' | 'answered' | 'mended' | 'upheld', overdue = false): MeasureRow => ({
    ...{ kind: 'finding', id: 'f' as OperationId, what: '横幅破损', by: today, state, overdue },
  })

  it('what is not due yet, or may still be mended in time, is pending', () => {
    const report = (receipt: 'in-time' | 'late' | 'missing' | 'returned' | 'not-due'): MeasureRow => ({
      ...{ kind: 'report', due: today, receipt },
    })
    const reports = (['in-time', 'late', 'missing', 'returned', 'not-due'] as const).map(report)
    expect(measured('reports-in-time', reports, window, today)).toEqual({ ...counted(1, 4), pending: 1 })
    const found = [finding('mended'), finding('open', true), finding('open'), finding('answered'), finding('upheld')]
    expect(measured('findings-mended', found, window, today)).toEqual({ ...counted(1, 3), pending: 2 })
  })

  it('nothing found is nothing to mend, and as good as mended', () => {
    const nothing = measured('findings-mended', [], window, today)
    expect(nothing).toMatchObject({ why: 'nothing-found' })
    expect(reaches(nothing, 100)).toBe(true)
    expect(reaches(measured('findings-mended', [finding('open')], window, today), 100)).toBe(false)
  })
})

describe('a figure', () => {
  it('is never shown as more than it is: what shows 90.0 % has reached 90', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.integer({ min: 1, max: 5000 }), fc.nat(1000), (part, whole, tenths) => {
        const figure = counted(Math.min(part, whole), whole)
        if (figure.kind === 'none') throw new Error('counted')
        if (shownTenths('coverage', figure) >= tenths) expect(reaches(figure, tenths / 10)).toBe(true)
      }),
    )
    const almost = counted(8996, 10_000)
    expect(reaches(almost, 90)).toBe(false)
    expect(almost.kind === 'counted' && shownTenths('coverage', almost)).toBe(899)
  })

  it('of crimes is rounded as 压降率 is', () => {
    const rate = counted(1, 3)
    expect(rate.kind === 'counted' && shownTenths('cases-down', rate)).toBe(333)
    const rose = counted(-2, 10)
    expect(rose.kind === 'counted' && shownTenths('cases-down', rose)).toBe(-200)
  })
})

describe('无诈 creation', () => {
  it('asks of each kind of unit what is meant for it, and says what is met', () => {
    const community = creationOf(
      noticeCampaign,
      'community',
      new Map([
        ['no-case-days', counted(30, 1, 'days')],
        ['days-met', counted(89, 100)],
        ['coverage', counted(9, 10)],
      ]),
    )
    expect(community.target).toBe('无诈社区')
    expect(community.criteria.map(({ id, met }) => [id, met])).toEqual([
      ['quiet', true],
      ['days', false],
      ['doors', true],
      ['down', false],
    ])
    expect(community.met).toBe(2)
    expect(creationOf(noticeCampaign, 'company', new Map()).criteria.map(({ id }) => id)).toEqual([
      'quiet',
      'acts',
      'reports',
    ])
    expect(creationOf(noticeCampaign, 'station', new Map())).toEqual({ target: null, criteria: [], met: 0 })
  })
})
