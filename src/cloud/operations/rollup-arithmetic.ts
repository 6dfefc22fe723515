import type { Pairs } from '#cloud/db/outreach-tables'
import type { Interval } from '#domain/interval'

/** Intervals as a row holds them. */
export function pairs(list: readonly Interval[]): Pairs {
  return list.map(({ from, to }) => [from, to] as const)
}

export function intervals(list: Pairs): Interval[] {
  return list.map(([from, to]) => ({ from, to }))
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
