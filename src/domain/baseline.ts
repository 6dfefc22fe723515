import type { LocalMonth } from './month'
import type { CrimeFigures, MonthFigures } from './press-down-rate'

/** 基期数 of a unit (S38): what the police counted in each month of the base year. A month that nobody entered is not zero. */
export interface BaselineChange {
  readonly month: LocalMonth
  readonly from: CrimeFigures
  readonly to: CrimeFigures
}

export interface BaselineMerged {
  /** By month. */
  readonly months: readonly MonthFigures[]
  /** Of months that were there with other figures: each needs a reason. */
  readonly corrected: readonly BaselineChange[]
  /** Months that were not there. */
  readonly added: number
}

/** New figures over the ones that are there; months that are not named stay. */
export function mergeBaseline(before: readonly MonthFigures[], given: readonly MonthFigures[]): BaselineMerged {
  const known = new Map(before.map((figures) => [figures.month, figures]))
  const corrected = given.flatMap((to): BaselineChange[] => {
    const from = known.get(to.month)
    return from === undefined || isSame(from, to) ? [] : [{ month: to.month, from: bare(from), to: bare(to) }]
  })
  const added = given.filter(({ month }) => !known.has(month)).length
  const months = [...new Map([...before, ...given].map((figures) => [figures.month, figures])).values()]
  return { months: months.sort((a, b) => (a.month < b.month ? -1 : 1)), corrected, added }
}

function isSame(a: CrimeFigures, b: CrimeFigures): boolean {
  return a.cases === b.cases && a.loss === b.loss
}

function bare({ cases, loss }: CrimeFigures): CrimeFigures {
  return { cases, loss }
}
