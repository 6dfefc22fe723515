import type { Campaign } from './campaign'
import type { Crime } from './crime'
import { type LocalMonth, lastDay, monthOf, monthsFrom } from './month'
import { type MonthFigures, sum } from './press-down-rate'
import type { LocalDate } from './time'

/** What a unit's rates are made of: this year's crimes by month, and the base year's figures as far as they were entered. */
export interface RateGround {
  readonly now: readonly MonthFigures[]
  readonly base: readonly MonthFigures[]
}

/** Of the campaign's months those that are over: the base is known by months, and half a month is no window equal to a whole one. */
export function wholeMonths({ from, to }: Pick<Campaign, 'from' | 'to'>, today: LocalDate): readonly LocalMonth[] {
  return monthsFrom(monthOf(from), monthOf(to)).filter((month) => lastDay(month) < today)
}

/** The month of the campaign that is not over yet; null outside of it. */
export function runningMonth({ from, to }: Pick<Campaign, 'from' | 'to'>, today: LocalDate): LocalMonth | null {
  const month = monthOf(today)
  return monthOf(from) <= month && month <= monthOf(to) ? month : null
}

/** By month of the day it happened. What turned out to be none counts nowhere. */
export function figuresByMonth(crimes: readonly Pick<Crime, 'on' | 'loss' | 'counts'>[]): readonly MonthFigures[] {
  const months = new Map<LocalMonth, MonthFigures>()
  for (const { on, loss, counts } of crimes) {
    if (!counts) continue
    const month = monthOf(on)
    const before = months.get(month)
    months.set(month, { month, cases: (before?.cases ?? 0) + 1, loss: (before?.loss ?? 0) + loss })
  }
  return [...months.values()]
}

/** All units as one. A month whose base even one of them lacks has none, for a smaller base would make every rate look worse. */
export function together(units: readonly RateGround[]): RateGround {
  const months = (figures: readonly MonthFigures[]) => [...new Set(figures.map(({ month }) => month))].sort()
  const now = units.flatMap((unit) => unit.now)
  const base = units.flatMap((unit) => unit.base)
  const summed = (figures: readonly MonthFigures[], month: LocalMonth) => ({
    month,
    ...sum(figures.filter((one) => one.month === month)),
  })
  const everyones = months(base).filter((month) => units.every((unit) => unit.base.some((one) => one.month === month)))
  return { now: months(now).map((month) => summed(now, month)), base: everyones.map((month) => summed(base, month)) }
}
