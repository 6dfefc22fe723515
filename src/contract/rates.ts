import * as v from 'valibot'
import { yuan } from './crime'
import { count, instant, line, localDate, localMonth, operationId, unitId } from './scalars'
import { unitOfStreet } from './street'

/** Base figures and 压降率 (S04, S38, S39). */

const figures = { cases: count, loss: yuan }
const monthFigures = v.strictObject({ month: localMonth, ...figures })
const year = v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100))

/**
 * Base figures of a unit, in its log: some months of the base year or all. `base`: the version that was changed, 0 when there is
 * none. What replaces a figure that is there needs a reason, and both stay readable.
 */
export const baselineSet = v.strictObject({
  type: v.literal('baseline.set'),
  body: v.strictObject({
    year,
    base: count,
    months: v.pipe(v.array(monthFigures), v.minLength(1), v.maxLength(12), v.readonly()),
    reason: v.optional(line(200)),
  }),
})

const sums = v.object({ cases: count, loss: v.pipe(v.number(), v.integer(), v.minValue(0)) })

/** As its paper holds it. */
export const baselineContent = v.object({
  year,
  version: count,
  months: v.pipe(v.array(monthFigures), v.readonly()),
  /** Newest last. */
  corrections: v.pipe(
    v.array(v.object({ at: instant, by: v.string(), reason: v.string(), month: localMonth, from: sums, to: sums })),
    v.readonly(),
  ),
})

export const rateQueries = [
  /** 压降率 against the campaign's base year: of the street's units and in total, or a unit's own line. */
  v.object({ action: v.literal('rates'), unit: unitId, campaign: operationId }),
] as const

const rate = v.variant('kind', [
  v.object({ kind: v.literal('rate'), base: v.number(), now: v.number(), tenths: v.number() }),
  v.object({ kind: v.literal('base-zero'), now: v.number() }),
  v.object({ kind: v.literal('base-missing'), now: v.number() }),
])

/** Two equal windows, with all that the rate came from. */
const comparison = v.object({
  from: localMonth,
  to: localMonth,
  base: v.nullable(sums),
  now: sums,
  cases: rate,
  loss: rate,
  baseDays: count,
  nowDays: count,
})

const rateLine = v.object({
  /** Whole months alone, and all from the first one up to it. */
  months: v.pipe(v.array(v.object({ month: localMonth, alone: comparison, sinceFirst: comparison })), v.readonly()),
  /** The month that is not over, which nothing is compared with. */
  running: v.nullable(v.object({ month: localMonth, ...sums.entries })),
})

const judgement = v.object({ window: comparison, cases: v.boolean(), loss: v.boolean(), met: v.boolean() })

export const ratesAnswer = v.object({
  campaign: v.object({ id: operationId, name: v.string(), from: localDate, to: localDate, baseYear: year }),
  units: v.array(
    v.object({
      unit: unitOfStreet,
      ...rateLine.entries,
      baseline: v.object({
        version: count,
        months: baselineContent.entries.months,
        corrections: baselineContent.entries.corrections,
      }),
      /** Crimes of the window that were put right after they were entered. */
      correctedCrimes: count,
    }),
  ),
  /** Null: one unit was asked about. */
  total: v.nullable(rateLine),
  milestones: v.array(
    v.object({
      id: v.string(),
      word: v.string(),
      by: localDate,
      needs: v.picklist(['rise-stopped', 'both-down']),
      verdict: v.variant('kind', [
        v.object({ kind: v.literal('pending'), soFar: v.nullable(judgement) }),
        v.object({ kind: v.literal('unknown'), window: v.nullable(comparison) }),
        v.object({ kind: v.literal('judged'), judgement }),
      ]),
    }),
  ),
  asOf: instant,
})
export type RatesAnswer = v.InferOutput<typeof ratesAnswer>
