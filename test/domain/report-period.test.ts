import { noticeCampaign } from '#domain/campaign'
import { deadlineOf, draftable, reportPeriods } from '#domain/report-period'
import { type LocalDate, startOfDay } from '#domain/time'

const day = (text: string) => text as LocalDate
const periods = reportPeriods(noticeCampaign)

describe('the half-monthly reports of the campaign', () => {
  it('are seven, due on the notice’s days', () => {
    expect(periods.map(({ due }) => due)).toEqual([
      '2021-03-29',
      '2021-04-14',
      '2021-04-29',
      '2021-05-14',
      '2021-05-29',
      '2021-06-14',
      '2021-06-29',
    ])
  })

  it('leave no day of the campaign untold between its start and the last report, and tell none twice', () => {
    expect(periods[0]?.from).toBe(noticeCampaign.from)
    for (const [index, period] of periods.entries()) {
      const before = periods[index - 1]
      if (before !== undefined) expect(startOfDay(period.from) - startOfDay(before.to)).toBe(86_400_000)
      expect(period.to).toBe(period.due)
    }
  })

  it('are due on a month’s last day where it has no 29th', () => {
    const reports = { from: day('2022-01-20'), to: day('2022-03-20'), days: [14, 29] }
    expect(reportPeriods({ from: day('2022-01-01'), reports }).map(({ due }) => due)).toEqual([
      '2022-01-29',
      '2022-02-14',
      '2022-02-28',
      '2022-03-14',
    ])
  })

  it('are drafted from nine on the due day, and in time until it is over', () => {
    const nine = startOfDay(day('2021-03-29')) + 9 * 3_600_000
    expect(draftable(periods, nine - 1)).toEqual([])
    expect(draftable(periods, nine).map(({ due }) => due)).toEqual(['2021-03-29'])
    expect(periods[0] && deadlineOf(periods[0])).toBe(startOfDay(day('2021-03-30')))
  })
})
