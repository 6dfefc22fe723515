import { noticeCampaign } from '#domain/campaign'
import { itemsFor, mayIssue, pointsOf, scoreOf } from '#domain/evaluation'
import type { UnitId } from '#domain/ids'
import type { Measured } from '#domain/measure'
import type { LocalDate } from '#domain/time'

const share = (part: number, whole: number): Measured => ({ kind: 'counted', as: 'percent', part, whole, pending: 0 })
const no = (why: Extract<Measured, { kind: 'none' }>['why']): Measured => ({ kind: 'none', why, pending: 0 })
const unit = { id: 'u1' as UnitId, name: '青枫苑社区', kind: 'community' as const }
const coverage = { points: 20, full: 95, none: 50 }

describe('points', () => {
  it('go from none to all in proportion, by tenths of a point', () => {
    expect(pointsOf(coverage, share(50, 100))).toBe(0)
    expect(pointsOf(coverage, share(10, 100))).toBe(0)
    expect(pointsOf(coverage, share(95, 100))).toBe(200)
    expect(pointsOf(coverage, share(100, 100))).toBe(200)
    // (75 − 50) / 45 × 20 = 11.11…
    expect(pointsOf(coverage, share(75, 100))).toBe(111)
    expect(pointsOf({ points: 10, full: 0, none: 20 }, share(5, 100))).toBe(75)
  })

  it('are all for what is as good as it can be, and nobody’s to count where there is no figure', () => {
    expect(pointsOf(coverage, no('nothing-found'))).toBe(200)
    expect(pointsOf(coverage, no('none-before-none-now'))).toBe(200)
    for (const why of ['not-yet', 'no-doors', 'base-missing', 'base-zero'] as const)
      expect(pointsOf(coverage, no(why))).toBeNull()
  })
})

describe('a unit’s line', () => {
  const items = itemsFor(noticeCampaign, 'community')
  const figures = new Map([
    ['cases-down', share(15, 100)],
    ['loss-down', no('base-zero')],
    ['coverage', share(95, 100)],
    ['days-met', share(95, 100)],
    ['reports-in-time', share(1, 1)],
    ['findings-mended', no('nothing-found')],
  ] as const)

  it('adds up to the last digit, and says what nobody could count', () => {
    const score = scoreOf(unit, items, figures, [])
    expect(score.lines.map(({ tenths }) => tenths)).toEqual([150, null, 200, 150, 100, 50])
    expect([score.tenths, score.most, score.open]).toEqual([650, 1000, 1])
  })

  it('takes the newest number that the street put in its place, with its reason, and gives it back when it is taken away', () => {
    const said = { unitId: unit.id, item: 'loss', reason: '基期为0，按发案评定', at: 1, by: '吴专班' }
    const others = { ...said, unitId: 'u2' as UnitId, tenths: 10 }
    const once = scoreOf(unit, items, figures, [{ ...said, tenths: 100 }, others])
    expect(once.lines[1]).toMatchObject({ counted: null, tenths: 100, adjusted: { reason: said.reason, by: '吴专班' } })
    expect([once.tenths, once.open]).toEqual([750, 0])
    const less = items.map((item) => (item.id === 'loss' ? { ...item, points: 9 } : item))
    expect(scoreOf(unit, less, figures, [{ ...said, tenths: 100 }]).lines[1]).toMatchObject({
      tenths: null,
      adjusted: null,
    })
    const twice = scoreOf(unit, items, figures, [
      { ...said, tenths: 100 },
      { ...said, tenths: null },
    ])
    expect(twice.lines[1]).toMatchObject({ tenths: null, adjusted: null })
  })
})

it('is issued from the evaluation’s last day on', () => {
  expect(mayIssue(noticeCampaign, '2021-07-09' as LocalDate)).toBe(false)
  expect(mayIssue(noticeCampaign, '2021-07-10' as LocalDate)).toBe(true)
})
