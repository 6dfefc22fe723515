import * as v from 'valibot'
import { sealedValue } from '#cloud/vault/sealed'
import { instant, localDate, operationId, staffId } from '#contract/scalars'
import { type Review, type ReviewState, reviewGaps, reviewStates } from '#domain/case-review'
import type { OperationId } from '#domain/ids'
import type { PaperRow } from './working-set'

const said = { saidBy: operationId, at: instant, by: v.object({ id: staffId, name: v.string() }) }

/** What became of a crime's review, beside the crime in its paper. Free words were sealed for the operation that said them. */
export const reviewContent = v.object({
  answer: v.nullable(
    v.object({
      ...said,
      reachedOn: v.optional(v.nullable(localDate)),
      gap: v.picklist(reviewGaps),
      rectified: v.variant('kind', [
        v.object({ kind: v.literal('done'), on: localDate }),
        v.object({ kind: v.literal('due'), by: localDate }),
      ]),
      measure: sealedValue,
    }),
  ),
  /** Newest last. */
  returns: v.pipe(v.array(v.object({ ...said, reason: sealedValue })), v.readonly()),
  closedAt: v.nullable(instant),
  /** The last day whose passing the unit was told of. */
  overdueFor: v.optional(v.nullable(localDate), null),
})
export type ReviewContent = v.InferOutput<typeof reviewContent>

export const newReview: ReviewContent = { answer: null, returns: [], closedAt: null, overdueFor: null }

/** Where a unit reads its reviews, and one of them. */
export const REVIEWS_PAGE = 'community/reviews/index'
export const reviewPage = (paperId: OperationId): string => `community/review/index?id=${paperId}`

export function reviewState({ state }: Pick<PaperRow, 'state'>): ReviewState {
  return v.parse(v.picklist(reviewStates), state)
}

export function reviewOf({ state }: Pick<PaperRow, 'state'>, content: ReviewContent = newReview): Review {
  const { answer, returns, closedAt } = content
  const kind = reviewState({ state })
  if (kind === 'open' || answer === null) return { kind: 'open', returned: returns.length > 0 }
  const said = { answer: answer.saidBy, by: answer.by.id }
  return kind === 'answered' ? { kind, ...said, at: answer.at } : { kind, ...said, at: closedAt ?? answer.at }
}
