import { activityCount, type ReportFigures } from './report-figures'
import type { ReportPeriod } from './report-period'
import type { LocalDate } from './time'

/**
 * A report's paragraph, made of its figures alone: every number in it is one of the table's. Whoever signs may write another;
 * what has not happened is not mentioned.
 */
export function composeNarrative(
  unitName: string,
  { from, to }: Pick<ReportPeriod, 'from' | 'to'>,
  figures: ReportFigures,
): string {
  return `${dayWords(from)}至${dayWords(to)}，${unitName}${workWords(figures, '天')}`
}

/** What was done, as one sentence; `days`: what the figures' days are called. */
export function workWords(figures: ReportFigures, days: '天' | '单位日'): string {
  const { daysMet, daysNotMet, daysUnknown } = figures
  const counted = daysMet + daysNotMet + daysUnknown
  const leaflets = figures.leaflets + figures.doorLeaflets
  const sentences = [
    `开展反诈宣传共 ${figures.minutes} 分钟，投入 ${figures.personMinutes} 人分钟`,
    counted === 0
      ? null
      : `${counted} ${days}中宣传满 60 分钟的 ${daysMet} ${days}，未满的 ${daysNotMet} ${days}${daysUnknown === 0 ? '' : `，尚待送达的 ${daysUnknown} ${days}`}`,
    figures.visits === 0
      ? null
      : `入户走访 ${figures.visits} 户次，见面宣传 ${figures.met} 户次、${figures.adults} 人，累计走访 ${figures.doorsVisited} 户，占总户数 ${figures.doors} 户的 ${share(figures)}%`,
    leaflets === 0 ? null : `发放宣传资料 ${leaflets} 份`,
    activityCount(figures) === 0
      ? null
      : `组织各类宣传活动 ${activityCount(figures)} 次，参与 ${figures.audience} 人次${figures.reach === 0 ? '' : `，线上触达 ${figures.reach} 人次`}`,
    figures.posted === 0 ? null : `新增标语、横幅、宣传栏、屏幕 ${figures.posted} 处`,
    figures.dissuasions === 0 ? null : `配合公安机关见面劝阻 ${figures.dissuasions} 次`,
  ]
  return `${sentences.filter((sentence) => sentence !== null).join('；')}。`
}

/** Per cent, to a tenth. */
function share({ doorsVisited, doors }: ReportFigures): string {
  return doors === 0 ? '0.0' : ((doorsVisited / doors) * 100).toFixed(1)
}

export function dayWords(day: LocalDate): string {
  const [, month, date] = day.split('-').map(Number)
  return `${month}月${date}日`
}
