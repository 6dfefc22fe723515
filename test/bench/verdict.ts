import { figure, textTable } from './text-table'

/** One promise and what it came to. */
export interface Verdict {
  readonly promise: string
  readonly value: number
  /** `×`, `ms`, `KB`, … */
  readonly unit: string
  readonly target: number
  /** Which side of the target is the good one. */
  readonly wanted: 'at least' | 'at most'
}

export function holds({ value, target, wanted }: Verdict): boolean {
  return wanted === 'at least' ? value >= target : value <= target
}

/** All of a run's promises. With small numbers they say nothing, so there is no verdict then. */
export function verdictTable(verdicts: readonly Verdict[], smoke: boolean): string {
  return textTable(
    ['promise', 'measured', '', 'target', ''],
    verdicts.map((verdict) => [
      verdict.promise,
      figure(verdict.value),
      verdict.unit,
      `${verdict.wanted === 'at least' ? '≥' : '≤'} ${verdict.target}`,
      smoke ? '' : holds(verdict) ? '✓' : '✗',
    ]),
  )
}
