import * as v from 'valibot'
import { activityChannels } from '#domain/activity'
import { reviewGaps, reviewStates } from '#domain/case-review'
import { gapKinds, touchKinds, touchReaches } from '#domain/crime-touches'
import { standingKinds } from '#domain/standing'
import { outcomes } from '#domain/visit'
import { crimeFacts } from './crime'
import { paragraphs } from './report'
import { count, instant, line, localDate, operationId, unitId } from './scalars'
import { unitOfStreet } from './street'

/** 逐案倒查 (S35): every crime's paper is its review too, open from the moment that the crime was entered. */

const rectified = v.variant('kind', [
  v.strictObject({ kind: v.literal('done'), on: localDate }),
  v.strictObject({ kind: v.literal('due'), by: localDate }),
])

/** What no record can know. `reachedOn`: warned in a way that no record shows; null: not as far as is known. */
export const reviewAnswerOperation = v.strictObject({
  type: v.literal('review.answer'),
  body: v.strictObject({
    paperId: operationId,
    reachedOn: v.optional(v.nullable(localDate)),
    gap: v.picklist(reviewGaps),
    measure: v.pipe(paragraphs(400), v.minLength(1)),
    rectified,
  }),
})

export const reviewReturn = v.strictObject({
  type: v.literal('review.return'),
  body: v.strictObject({ paperId: operationId, reason: line(200) }),
})

export const reviewClose = v.strictObject({
  type: v.literal('review.close'),
  body: v.strictObject({ paperId: operationId }),
})

const answered = {
  reachedOn: v.optional(v.nullable(localDate)),
  gap: v.picklist(reviewGaps),
  rectified: v.variant('kind', [
    v.object({ kind: v.literal('done'), on: localDate }),
    v.object({ kind: v.literal('due'), by: localDate }),
  ]),
  at: instant,
  by: v.string(),
}

export const reviewQueries = [
  /** The unit's reviews, or those of all units of a street: what is overdue and what is open come first. */
  v.object({ action: v.literal('reviews'), unit: unitId }),
  v.object({ action: v.literal('review'), unit: unitId, id: operationId }),
] as const

const row = {
  id: operationId,
  unit: unitOfStreet,
  ...crimeFacts,
  state: v.picklist(reviewStates),
  /** The last day to answer. */
  due: localDate,
  overdue: v.boolean(),
  returned: v.boolean(),
}

export const reviewsAnswer = v.object({ reviews: v.array(v.object(row)), asOf: instant })
export type ReviewsAnswer = v.InferOutput<typeof reviewsAnswer>

export const reviewAnswer = v.object({
  ...row,
  /** The room masked; null: an address that only the police have. */
  placeWord: v.nullable(v.string()),
  /** Before the crime, newest first. */
  touches: v.array(
    v.object({
      kind: v.picklist(touchKinds),
      reach: v.picklist(touchReaches),
      /** The record, or the case, that it is. */
      record: operationId,
      at: instant,
      /** Before the crime. */
      days: count,
      met: v.boolean(),
      leaflets: count,
      by: v.nullable(v.string()),
      place: v.nullable(v.string()),
      outcome: v.nullable(v.picklist(outcomes)),
      channel: v.nullable(v.picklist([...activityChannels, ...standingKinds])),
    }),
  ),
  /** Of doors nearby and of the whole unit: older ones that are not listed. */
  left: count,
  gaps: v.array(v.object({ kind: v.picklist(gapKinds), days: v.nullable(count) })),
  /** No record shows that anybody of the household was spoken to. */
  asksReach: v.boolean(),
  /** What the unit said last. `measure` null: it was erased. */
  answer: v.nullable(v.object({ ...answered, measure: v.nullable(v.string()) })),
  returns: v.array(v.object({ at: instant, by: v.string(), reason: v.nullable(v.string()) })),
  closedAt: v.nullable(instant),
  asOf: instant,
})
export type ReviewAnswer = v.InferOutput<typeof reviewAnswer>
