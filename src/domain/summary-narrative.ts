import { dayWords, workWords } from './report-narrative'
import type { ReportPeriod } from './report-period'
import { figuresOfSources, type SummarySource } from './summary'

/**
 * A summary's paragraphs, one a line: who handed in, and what they did. Every number is one of its tables'. Units are named where
 * something is still wanted of them, in the order of the list, which is nobody's rank.
 */
export function composeSummary(
  { from, to }: Pick<ReportPeriod, 'from' | 'to'>,
  sources: readonly SummarySource[],
): string {
  const span = `${dayWords(from)}至${dayWords(to)}`
  const handedIn = sources.filter(({ report }) => report !== null)
  const received = `${span}，全街道应报送单位 ${sources.length} 个，${receiptWords(sources)}。`
  if (handedIn.length === 0) return `${received}\n尚无单位报送，没有可以汇总的数据。`
  return `${received}\n已报送的 ${handedIn.length} 个单位${workWords(figuresOfSources(sources), '单位日')}`
}

/** Counts that add up to the units there are; each unit is counted once. */
export function receiptWords(sources: readonly SummarySource[]): string {
  const of = (receipt: SummarySource['receipt']) => sources.filter((source) => source.receipt === receipt)
  const named = (word: string, which: readonly SummarySource[]) =>
    which.length === 0 ? [] : [`${word} ${which.length} 个（${which.map(({ unit }) => unit.name).join('、')}）`]
  return [
    `按时报送 ${of('in-time').length} 个`,
    ...named('迟报', of('late')),
    ...named('退回修改', of('returned')),
    ...named('未报', of('missing')),
    ...named('未到期尚未报送', of('not-due')),
  ].join('，')
}
