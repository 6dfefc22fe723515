import { type LocalMonth, lastDay, monthOf, monthsFrom } from './month'
import { type Comparison, compare, type MonthFigures, type Rate } from './press-down-rate'
import type { LocalDate } from './time'

/**
 * What a campaign promises by a day (S04). `not-up`: by the end of March the rise is stopped, so the last whole month is not above
 * its base. `down`: by the middle of June cases and loss are both below the base over all whole months since `since`.
 */
export const milestoneDemands = ['not-up', 'down'] as const
export type MilestoneDemand = (typeof milestoneDemands)[number]

export interface Milestone {
  readonly demand: MilestoneDemand
  readonly by: LocalDate
  readonly since: LocalMonth
}

/** Neither cases nor loss alone fulfils a milestone: `met` needs both. */
export interface Judgement {
  readonly window: Comparison
  readonly cases: boolean
  readonly loss: boolean
  readonly met: boolean
}

export type MilestoneVerdict =
  /** The day is not over. `soFar`: how it stands after the months that are, null where none is. */
  | { readonly kind: 'pending'; readonly soFar: Judgement | null }
  /** A month of the window has no base, or the window has no whole month. */
  | { readonly kind: 'unknown'; readonly window: Comparison | null }
  | { readonly kind: 'judged'; readonly judgement: Judgement }

/** `today`: the server's day. Only whole months are compared, because the base is known by months. */
export function judge(
  milestone: Milestone,
  now: readonly MonthFigures[],
  base: readonly MonthFigures[],
  baseYear: number,
  today: LocalDate,
): MilestoneVerdict {
  const over = wholeMonths(milestone, today)
  const window = compare(milestone.demand === 'not-up' ? over.slice(-1) : over, now, base, baseYear)
  const judgement = window === null || window.base === null ? null : judged(milestone.demand, window)
  if (today <= milestone.by) return { kind: 'pending', soFar: judgement }
  return judgement === null ? { kind: 'unknown', window } : { kind: 'judged', judgement }
}

/** Over by the milestone's day and by yesterday. */
function wholeMonths({ since, by }: Milestone, today: LocalDate): readonly LocalMonth[] {
  return monthsFrom(since, monthOf(by)).filter((month) => lastDay(month) <= by && lastDay(month) < today)
}

function judged(demand: MilestoneDemand, window: Comparison): Judgement {
  const [cases, loss] = [holds(demand, window.cases), holds(demand, window.loss)]
  return { window, cases, loss, met: cases && loss }
}

/** By the figures, never by the rounded rate. Below a base of nothing nothing can be. */
function holds(demand: MilestoneDemand, rate: Rate): boolean {
  switch (rate.kind) {
    case 'base-missing':
      return false
    case 'base-zero':
      return demand === 'not-up' && rate.now === 0
    case 'rate':
      return demand === 'not-up' ? rate.now <= rate.base : rate.now < rate.base
    default:
      return rate satisfies never
  }
}
