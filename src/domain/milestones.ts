import type { Milestone } from './campaign'
import { type LocalMonth, lastDay, monthOf, monthsFrom } from './month'
import { type Comparison, compare, type MonthFigures, type Rate } from './press-down-rate'
import type { LocalDate } from './time'

type Need = Milestone['needs']

/**
 * What a campaign promises by a day (S04), against the same months of its base year. `rise-stopped`: the last whole month is not
 * above its base. `both-down`: cases and loss are below the base over all whole months since `since`.
 */
export interface Promised extends Pick<Milestone, 'by' | 'needs'> {
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
  milestone: Promised,
  now: readonly MonthFigures[],
  base: readonly MonthFigures[],
  baseYear: number,
  today: LocalDate,
): MilestoneVerdict {
  const over = wholeMonths(milestone, today)
  const window = compare(milestone.needs === 'rise-stopped' ? over.slice(-1) : over, now, base, baseYear)
  const judgement = window === null || window.base === null ? null : judged(milestone.needs, window)
  if (today <= milestone.by) return { kind: 'pending', soFar: judgement }
  return judgement === null ? { kind: 'unknown', window } : { kind: 'judged', judgement }
}

/** Over by the milestone's day and by yesterday. */
function wholeMonths({ since, by }: Promised, today: LocalDate): readonly LocalMonth[] {
  return monthsFrom(since, monthOf(by)).filter((month) => lastDay(month) <= by && lastDay(month) < today)
}

function judged(needs: Need, window: Comparison): Judgement {
  const [cases, loss] = [holds(needs, window.cases), holds(needs, window.loss)]
  return { window, cases, loss, met: cases && loss }
}

/** By the figures, never by the rounded rate. Below a base of nothing nothing can be. */
function holds(needs: Need, rate: Rate): boolean {
  switch (rate.kind) {
    case 'base-missing':
      return false
    case 'base-zero':
      return needs === 'rise-stopped' && rate.now === 0
    case 'rate':
      return needs === 'rise-stopped' ? rate.now <= rate.base : rate.now < rate.base
    default:
      return rate satisfies never
  }
}
