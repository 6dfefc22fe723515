import type { FrameRecord, Sample } from './sample'
import type { LocalDate, Milliseconds } from './time'

/** What was found when somebody went to see whether a record is true: 属实 · 查无 · 不符. */
export const findings = ['confirmed', 'not-found', 'differs'] as const
export type Found = (typeof findings)[number]

export interface Check {
  readonly found: Found
  readonly note: string | null
  readonly at: Milliseconds
  readonly by: string
}

/** The record's id, its unit and its worker; nothing of the door, and nobody's name, lies in an inspection. */
export interface Drawn extends FrameRecord {
  readonly check: Check | null
}

export interface Inspection extends Omit<Sample, 'chosen'> {
  readonly seed: string
  readonly from: LocalDate
  readonly to: LocalDate
  /** As of when the frame was read. A record that came or was taken back since then makes another frame with another hash. */
  readonly drawnAt: Milliseconds
  readonly drawn: readonly Drawn[]
}

/** Until every drawn record was looked at, and after. */
export const inspectionStates = ['checking', 'checked'] as const
export type InspectionState = (typeof inspectionStates)[number]

export function inspectionState({ drawn }: Pick<Inspection, 'drawn'>): InspectionState {
  return drawn.every(({ check }) => check !== null) ? 'checked' : 'checking'
}

/** Checked again, the newer check stands. Undefined: the record was not drawn. */
export function checkDrawn<I extends Pick<Inspection, 'drawn'>>(
  inspection: I,
  record: FrameRecord['record'],
  check: Check,
): I | undefined {
  if (!inspection.drawn.some((one) => one.record === record)) return undefined
  return { ...inspection, drawn: inspection.drawn.map((one) => (one.record === record ? { ...one, check } : one)) }
}

/**
 * 估计属实率 with its 95 % interval, in tenths of a percent. An estimate and never a count: `checked` says of how many records it
 * is one, `reaches` of how many records of the frame their strata speak.
 */
export interface Estimate {
  readonly checked: number
  readonly confirmed: number
  readonly reaches: number
  readonly frame: number
  readonly tenths: number
  readonly from: number
  readonly to: number
}

/** 97.5 % of a normal distribution lie below. */
const Z = 1.96

/**
 * Each checked record stands for the records of its stratum: weight = size of the stratum / checked in it. The rate is the weighted
 * share of confirmed ones; the interval is Wilson's, on Kish's effective number of records, (Σw)² / Σw², which is smaller than the
 * number checked where weights differ. What was gained by the strata themselves is not claimed, so the interval is rather too wide.
 * Null: nothing was checked yet.
 */
export function estimateConfirmed({
  frame,
  strata,
  drawn,
}: Pick<Inspection, 'frame' | 'strata' | 'drawn'>): Estimate | null {
  let [weights, squares, confirmedWeight, checked, confirmed] = [0, 0, 0, 0, 0]
  for (const { unit, worker, size } of strata) {
    const seen = drawn.filter((one) => one.unit === unit && one.worker === worker && one.check !== null)
    const good = seen.filter(({ check }) => check?.found === 'confirmed').length
    if (seen.length === 0) continue
    checked += seen.length
    confirmed += good
    weights += size
    squares += (size * size) / seen.length
    confirmedWeight += (size * good) / seen.length
  }
  if (checked === 0) return null
  const rate = confirmedWeight / weights
  const { from, to } = wilson(rate, (weights * weights) / squares)
  return { checked, confirmed, reaches: weights, frame: frame.size, tenths: tenths(rate), from, to }
}

/** Wilson's score interval of a share among `n` (Wilson 1927); unlike the plain one it never leaves 0…100 %. */
export function wilson(rate: number, n: number): { readonly from: number; readonly to: number } {
  const square = (Z * Z) / n
  const centre = (rate + square / 2) / (1 + square)
  const half = (Z * Math.sqrt((rate * (1 - rate)) / n + square / (4 * n))) / (1 + square)
  return { from: tenths(Math.max(0, centre - half)), to: tenths(Math.min(1, centre + half)) }
}

function tenths(share: number): number {
  return Math.round(share * 1000)
}
