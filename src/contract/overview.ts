import * as v from 'valibot'
import { caseStages } from '#domain/overview'
import { count, instant, localDate, operationId, unitId } from './scalars'

/** The leading group's one page: aggregates of the street, figures about few people never told (`domain/suppress.ts`). */
export const overviewQueries = [
  v.object({ action: v.literal('overview'), unit: unitId, campaign: operationId }),
] as const

const big = v.pipe(v.number(), v.integer(), v.minValue(0))
const shown = v.variant('kind', [
  v.object({ kind: v.literal('exact'), value: big }),
  v.object({ kind: v.literal('few') }),
  v.object({ kind: v.literal('range'), from: big, to: big }),
])

export const overviewAnswer = v.object({
  campaign: v.object({ id: operationId, name: v.string(), from: localDate, to: localDate }),
  day: localDate,
  /** Communities by their day so far; together all of them. Which one is not said. */
  communities: v.object({ met: count, notMet: count, unknown: count, open: count }),
  coverage: v.object({ doors: big, visited: big }),
  /** Dissuasions by how far they are, of whatever campaign. */
  cases: v.object({ stages: v.object(v.entriesFromList(caseStages, shown)), total: shown }),
  /** Whole calendar weeks, oldest first. Of the one that is not over people are not counted yet. */
  weeks: v.array(
    v.object({
      from: localDate,
      to: localDate,
      minutes: big,
      personMinutes: big,
      adults: v.nullable(shown),
      dissuasions: v.nullable(shown),
    }),
  ),
  adults: shown,
  dissuasions: shown,
  asOf: instant,
})
export type OverviewAnswer = v.InferOutput<typeof overviewAnswer>
