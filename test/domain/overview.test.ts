import { weeksOf } from '#domain/overview'
import type { LocalDate } from '#domain/time'

const day = (text: string) => text as LocalDate

test('weeks are whole calendar weeks up to today, the same ones for every span that overlaps', () => {
  const weeks = weeksOf({ from: day('2021-03-10'), to: day('2021-07-10') }, day('2021-03-29'))
  expect(weeks).toEqual([
    { from: '2021-03-08', to: '2021-03-14' },
    { from: '2021-03-15', to: '2021-03-21' },
    { from: '2021-03-22', to: '2021-03-28' },
    { from: '2021-03-29', to: '2021-04-04' },
  ])
  expect(weeksOf({ from: day('2021-03-12'), to: day('2021-03-16') }, day('2021-03-29'))).toEqual(weeks.slice(0, 2))
  expect(weeksOf({ from: day('2021-05-01'), to: day('2021-07-10') }, day('2021-03-29'))).toEqual([])
})
