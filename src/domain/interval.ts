import type { Milliseconds } from './time'

/** Half open: from ≤ t < to, in ms since 1970. */
export interface Interval {
  readonly from: Milliseconds
  readonly to: Milliseconds
}

/** Sorted, disjoint, none empty. Neighbours that touch become one. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = intervals.filter((i) => i.to > i.from).sort((a, b) => a.from - b.from || a.to - b.to)
  const merged: { from: Milliseconds; to: Milliseconds }[] = []
  for (const { from, to } of sorted) {
    const last = merged[merged.length - 1]
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}

export function totalLength(disjoint: readonly Interval[]): Milliseconds {
  return disjoint.reduce((sum, { from, to }) => sum + (to - from), 0)
}

/** The part of the interval inside the window, or nothing. */
export function clip(interval: Interval, window: Interval): Interval | undefined {
  const from = Math.max(interval.from, window.from)
  const to = Math.min(interval.to, window.to)
  return to > from ? { from, to } : undefined
}
