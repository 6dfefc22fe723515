import { daysIn, inYear, type LocalMonth } from './month'

/** Crimes and what was lost in them, in whole yuan. */
export interface CrimeFigures {
  readonly cases: number
  readonly loss: number
}

/**
 * 压降率 = (base − now) / base (S38, S39). `tenths`: tenths of a percent, rounded once, half away from zero: 250 is 25.0 %, −200
 * is a rise by 20.0 %. A base of nothing has no rate (基期为0), and a base that nobody has entered is not taken for nothing.
 */
export type Rate =
  | { readonly kind: 'rate'; readonly base: number; readonly now: number; readonly tenths: number }
  | { readonly kind: 'base-zero'; readonly now: number }
  | { readonly kind: 'base-missing'; readonly now: number }

/** Both whole numbers, cases or yuan. */
export function pressDownRate(base: number | null, now: number): Rate {
  if (base === null) return { kind: 'base-missing', now }
  if (base === 0) return { kind: 'base-zero', now }
  return { kind: 'rate', base, now, tenths: roundedShare(base - now, base) }
}

/** Thousandths of `whole` in integers, so that x.x5 never depends on how a fraction is stored. */
function roundedShare(part: number, whole: number): number {
  const doubled = Math.abs(part) * 2000
  const thousandths = Math.floor((doubled + whole) / (2 * whole))
  return part < 0 ? -thousandths : thousandths
}

/** Two equal windows: the same months of both years, and the days that they have; a February may have one more. */
export interface Comparison {
  readonly from: LocalMonth
  readonly to: LocalMonth
  /** Null: the base of one of the months is missing. */
  readonly base: CrimeFigures | null
  readonly now: CrimeFigures
  readonly cases: Rate
  readonly loss: Rate
  readonly baseDays: number
  readonly nowDays: number
}

export interface MonthFigures extends CrimeFigures {
  readonly month: LocalMonth
}

/**
 * The figures of `months`, which follow one another, against the same months of `baseYear`. A month without crimes counts as none;
 * a month without a base makes the whole window's base missing, for a smaller base would flatter or slander the rate.
 */
export function compare(
  months: readonly LocalMonth[],
  now: readonly MonthFigures[],
  base: readonly MonthFigures[],
  baseYear: number,
): Comparison | null {
  const [from] = months
  const to = months[months.length - 1]
  if (from === undefined || to === undefined) return null
  const before = months.map((month) => inYear(month, baseYear))
  const known = before.map((month) => base.filter((figures) => figures.month === month))
  const baseSum = known.some((rows) => rows.length === 0) ? null : sum(known.flat())
  const nowSum = sum(now.filter(({ month }) => months.includes(month)))
  return {
    from,
    to,
    base: baseSum,
    now: nowSum,
    cases: pressDownRate(baseSum?.cases ?? null, nowSum.cases),
    loss: pressDownRate(baseSum?.loss ?? null, nowSum.loss),
    baseDays: days(before),
    nowDays: days(months),
  }
}

/** Each month alone, and all months up to it: what the street tells its leading group each month. */
export interface MonthCompared {
  readonly month: LocalMonth
  readonly alone: Comparison
  readonly sinceFirst: Comparison
}

export function compareMonths(
  months: readonly LocalMonth[],
  now: readonly MonthFigures[],
  base: readonly MonthFigures[],
  baseYear: number,
): readonly MonthCompared[] {
  return months.flatMap((month, index) => {
    const alone = compare([month], now, base, baseYear)
    const sinceFirst = compare(months.slice(0, index + 1), now, base, baseYear)
    return alone === null || sinceFirst === null ? [] : [{ month, alone, sinceFirst }]
  })
}

export function sum(figures: readonly CrimeFigures[]): CrimeFigures {
  return figures.reduce((total, { cases, loss }) => ({ cases: total.cases + cases, loss: total.loss + loss }), {
    cases: 0,
    loss: 0,
  })
}

function days(months: readonly LocalMonth[]): number {
  return months.reduce((total, month) => total + daysIn(month), 0)
}
