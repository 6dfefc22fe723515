export interface Spread {
  readonly p50: number
  readonly p95: number
  readonly runs: number
}

/** By nearest rank, so that each is a run that was measured: of twenty the 95th percentile is the slowest but one. */
export function spreadOf(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), runs: sorted.length }
}

export const median = (values: readonly number[]): number => spreadOf(values).p50

/** How long it takes, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
