export interface Percentiles {
  readonly count: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly most: number
  readonly mean: number
}

/** By nearest rank. */
export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = Float64Array.from(values).sort()
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  const sum = sorted.reduce((total, value) => total + value, 0)
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1), mean: sum / sorted.length }
}

/** A second's mean, of the ten seconds with most. */
export function busiestOf(each: readonly number[]): number {
  let most = 0
  for (let from = 0; from < each.length; from += 1) {
    const ten = each.slice(from, from + 10)
    most = Math.max(most, ten.reduce((sum, one) => sum + one, 0) / ten.length)
    if (from + 10 >= each.length) break
  }
  return most
}
