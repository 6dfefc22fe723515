import type { RatesAnswer } from '#contract/rates'
import { last } from '#domain/last'
import type { LocalMonth } from '#domain/month'
import type { Comparison } from '#domain/press-down-rate'
import { monthWord, rateWord, yuanWord } from '#words/crime'
import type { Figures } from '../../components/chart/figures'

export type Kind = 'cases' | 'loss'
export type Window = 'alone' | 'sinceFirst'

type MonthLine = NonNullable<RatesAnswer['total']>['months'][number]

const titles: Readonly<Record<Kind, string>> = { cases: '发案数', loss: '损失' }

/** Month by month, base year beside this year; the table also says the rates. */
export function monthFigures(months: readonly MonthLine[], kind: Kind, window: Window, baseYear: number): Figures {
  return figuresOf(
    `${window === 'alone' ? '各月' : '累计到各月'}${titles[kind]}`,
    '月份',
    months.map((line) => ({ category: monthWord(line.month), comparison: line[window] })),
    kind,
    baseYear,
  )
}

/** Unit by unit, for one month or all up to it. */
export function unitFigures(
  units: RatesAnswer['units'],
  month: LocalMonth,
  kind: Kind,
  window: Window,
  baseYear: number,
): Figures {
  const lines = units.flatMap(({ unit, months }) => {
    const line = months.find((one) => one.month === month)
    return line === undefined ? [] : [{ category: unit.name, comparison: line[window] }]
  })
  const title = `${window === 'alone' ? monthWord(month) : `累计到${monthWord(month)}`}各单位${titles[kind]}`
  return figuresOf(title, '单位', lines, kind, baseYear)
}

function figuresOf(
  title: string,
  of: string,
  lines: readonly { readonly category: string; readonly comparison: Comparison }[],
  kind: Kind,
  baseYear: number,
): Figures {
  const word = (value: number | undefined) =>
    value === undefined ? '未填' : kind === 'loss' ? yuanWord(value) : String(value)
  const base = lines.map(({ comparison }) => comparison.base?.[kind])
  return {
    title,
    of,
    categories: lines.map(({ category }) => category),
    series: [
      { name: `${baseYear} 年`, tone: 'quiet', values: base.map((value) => value ?? null), words: base.map(word) },
      {
        name: '现在',
        tone: 'action',
        values: lines.map(({ comparison }) => comparison.now[kind]),
        words: lines.map(({ comparison }) => word(comparison.now[kind])),
      },
    ],
    more: [{ name: '压降率', words: lines.map(({ comparison }) => rateWord(comparison[kind])) }],
  }
}

/** How the newest cumulative figure came about, in one sentence. */
export function cameAbout(months: readonly MonthLine[]): string | null {
  const newest = last(months)
  if (newest === undefined) return null
  const { from, to, base, now, baseDays, nowDays, cases, loss } = newest.sinceFirst
  const span = from === to ? monthWord(from) : `${monthWord(from)}至${monthWord(to)}`
  const days = `${span}整月，基期 ${baseDays} 天、今年 ${nowDays} 天`
  if (base === null) return `${days}：基期数不全，今年 ${now.cases} 起、损失 ${yuanWord(now.loss)}`
  return `${days}：发案 ${base.cases} 起 → ${now.cases} 起，压降率 ${rateWord(cases)}；损失 ${yuanWord(base.loss)} → ${yuanWord(now.loss)}，压降率 ${rateWord(loss)}`
}
