import { campaignFault, movedBy, noticeCampaign, phasesOn } from '#domain/campaign'
import { itemsFor } from '#domain/evaluation'
import type { LocalDate } from '#domain/time'
import { reportingKinds } from '#domain/unit'

const day = (text: string) => text as LocalDate

describe('the notice’s campaign', () => {
  it('has two phases active on 26 March, one before and none after its end', () => {
    const names = (on: string) => phasesOn(noticeCampaign, day(on)).map(({ name }) => name)
    expect(names('2021-03-25')).toEqual(['筹划部署'])
    expect(names('2021-03-26')).toEqual(['集中宣传', '评估考核'])
    expect(names('2021-07-01')).toEqual(['评估考核'])
    expect(names('2021-07-11')).toEqual([])
  })

  it('is without fault, and the points of every kind of unit add up to a hundred', () => {
    expect(campaignFault(noticeCampaign)).toBeUndefined()
    for (const kind of reportingKinds)
      expect(itemsFor(noticeCampaign, kind).reduce((sum, { points }) => sum + points, 0)).toBe(100)
  })

  it('keeps its lengths when it is moved, over a year’s end too', () => {
    const moved = movedBy(noticeCampaign, 300)
    expect([moved.from, moved.planDue, moved.to]).toEqual(['2022-01-04', '2022-01-21', '2022-05-06'])
    expect(moved.baseYear).toBe(2021)
    expect(movedBy(moved, -300)).toEqual(noticeCampaign)
    expect(campaignFault(moved)).toBeUndefined()
  })
})

describe('a campaign’s faults', () => {
  const fault = (part: Partial<typeof noticeCampaign>) => campaignFault({ ...noticeCampaign, ...part })

  it('are told with their field', () => {
    expect(fault({ to: day('2021-03-09') })).toEqual({ kind: 'backwards', field: 'to' })
    expect(fault({ to: day('2023-03-10') })).toBeUndefined()
    expect(fault({ to: day('2023-03-11') })).toEqual({ kind: 'too-long', field: 'to' })
    const [first] = noticeCampaign.phases
    if (first === undefined) throw new Error('no phase')
    expect(fault({ phases: [{ ...first, to: day('2021-03-01') }] })).toEqual({
      kind: 'backwards',
      field: 'phases.0.to',
    })
    expect(fault({ phases: [{ ...first, from: day('2021-03-01') }] })).toEqual({ kind: 'outside', field: 'phases.0' })
    expect(fault({ phases: [first, first] })).toEqual({ kind: 'twice', field: 'phases' })
    expect(fault({ planDue: day('2021-03-09') })).toEqual({ kind: 'outside', field: 'planDue' })
    const milestones = noticeCampaign.milestones.map((one) => ({ ...one, by: day('2021-07-11') }))
    expect(fault({ milestones })).toEqual({ kind: 'outside', field: 'milestones.0' })
    const items = noticeCampaign.evaluation.items.map((item) => ({ ...item, none: item.full }))
    expect(fault({ evaluation: { ...noticeCampaign.evaluation, items } })).toEqual({
      kind: 'flat',
      field: 'evaluation.items.0',
    })
    expect(fault({ reports: { ...noticeCampaign.reports, days: [] } })).toEqual({
      kind: 'no-report-day',
      field: 'reports.days',
    })
  })
})
