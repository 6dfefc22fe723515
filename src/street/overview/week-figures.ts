import type { OverviewAnswer } from '#contract/overview'
import { shortDate } from '#words/format'
import { shownWord } from '#words/overview'
import type { Figures } from '../../components/chart/figures'

/** Outreach week by week; people stand in the table alone, for what is not told exactly has no height. */
export function weekFigures(weeks: OverviewAnswer['weeks']): Figures {
  const people = (of: 'adults' | 'dissuasions') =>
    weeks.map((week) => {
      const shown = week[of]
      return shown === null ? '本周未完' : shownWord(shown)
    })
  return {
    title: '各周宣传时长（小时）',
    of: '周（周一起）',
    categories: weeks.map(({ from }) => shortDate(from)),
    series: [
      {
        name: '宣传小时',
        tone: 'action',
        values: weeks.map(({ minutes }) => minutes / 60),
        words: weeks.map(({ minutes }) => hours(minutes)),
      },
    ],
    more: [
      { name: '人员投入小时', words: weeks.map(({ personMinutes }) => hours(personMinutes)) },
      { name: '见面人数', words: people('adults') },
      { name: '见面劝阻', words: people('dissuasions') },
    ],
  }
}

function hours(minutes: number): string {
  return (minutes / 60).toFixed(1)
}
