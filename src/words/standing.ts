import type { Condition, StandingItem, StandingState } from '#domain/standing'
import { daysBetween, type LocalDate } from '#domain/time'
import { shortDate } from './format'

/** A shape beside each word: state is never colour alone. */
export const standingStateWord: Readonly<Record<StandingState, string>> = {
  damaged: '! 破损或缺失',
  expired: '✕ 已到期',
  expiring: '↻ 快到期',
  'in-place': '✓ 在位',
  removed: '▢ 已取下',
}

export const conditionWord: Readonly<Record<Condition, string>> = {
  good: '完好',
  damaged: '破损',
  missing: '缺失',
}

/** `3月1日—3月31日，还有 2 天` */
export function periodWords({ from, to }: Pick<StandingItem, 'from' | 'to'>, today: LocalDate): string {
  const left = daysBetween(today, to)
  const rest = left < 0 ? `过期 ${-left} 天` : left === 0 ? '今天到期' : `还有 ${left} 天`
  return `${shortDate(from)}—${shortDate(to)}，${rest}`
}
