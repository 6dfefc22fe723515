import * as v from 'valibot'
import { sealedValue } from '#cloud/vault/sealed'
import { crimeChange, crimeFacts } from '#contract/crime'
import { instant, operationId, staffId } from '#contract/scalars'
import { type ReviewState, reviewDue, tellReviewOverdueAt } from '#domain/case-review'
import { crimeAt } from '#domain/crime'
import { last } from '#domain/last'
import type { LocalDate } from '#domain/time'
import { newReview, reviewContent } from './review-paper'
import type { PaperRow } from './working-set'

const who = v.object({ id: staffId, name: v.string() })

/** A crime as its paper holds it. What is sealed was sealed for the operation that said it. */
export const crimeContent = v.object({
  ...crimeFacts,
  address: v.nullable(v.object({ saidBy: operationId, sealed: sealedValue })),
  /** The keyed hash of the person's phone, as `dissuasion.person_index` has it. */
  person: v.nullable(v.string()),
  enteredBy: who,
  enteredAt: instant,
  /** 1 as first entered, +1 with each correction. */
  version: v.number(),
  /** Newest last. */
  corrections: v.pipe(
    v.array(
      v.object({
        id: operationId,
        at: instant,
        by: who,
        reason: sealedValue,
        changes: v.pipe(v.array(crimeChange), v.readonly()),
      }),
    ),
    v.readonly(),
  ),
  /** 逐案倒查; absent: nobody has said anything yet. */
  review: v.optional(reviewContent),
})
export type CrimeContent = v.InferOutput<typeof crimeContent>

/** `at`: when it happened, as far as it is known. `due_at`: when the unit is told that its review is late; a crime that was none has none. */
export function crimePaper(
  content: CrimeContent,
  state: ReviewState,
): Pick<PaperRow, 'kind' | 'state' | 'at' | 'due_at' | 'content'> {
  const { on, time, counts, review = newReview } = content
  const due_at = counts ? tellReviewOverdueAt(state, reviewDueOf(content), review.overdueFor) : null
  return { kind: 'crime', state, at: crimeAt(on, time), due_at, content }
}

/** The last day to answer its review. */
export function reviewDueOf({ enteredAt, review = newReview }: CrimeContent): LocalDate {
  return reviewDue(enteredAt, last(review.returns)?.at ?? null)
}

export function crimeOf({ content }: Pick<PaperRow, 'content'>): CrimeContent {
  return v.parse(crimeContent, content)
}
