import * as v from 'valibot'
import { crimeChange, crimeFacts } from '#contract/crime'
import { instant, operationId, staffId } from '#contract/scalars'
import { crimeAt } from '#domain/crime'
import { reviewContent } from './review-paper'
import type { PaperRow } from './working-set'

const sealed = v.object({
  $sealed: v.string(),
  key: v.string(),
  box: v.nullable(v.string()),
})
const who = v.object({ id: staffId, name: v.string() })

/** A crime as its paper holds it. What is sealed was sealed for the operation that said it. */
export const crimeContent = v.object({
  ...crimeFacts,
  address: v.nullable(v.object({ saidBy: operationId, sealed })),
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
        reason: sealed,
        changes: v.pipe(v.array(crimeChange), v.readonly()),
      }),
    ),
    v.readonly(),
  ),
  /** 逐案倒查; absent: nobody has said anything yet. */
  review: v.optional(reviewContent),
})
export type CrimeContent = v.InferOutput<typeof crimeContent>

/** `at`: when it happened, as far as it is known. */
export function crimePaper(content: CrimeContent): Pick<PaperRow, 'kind' | 'at' | 'content'> {
  return { kind: 'crime', at: crimeAt(content.on, content.time), content }
}

export function crimeOf({ content }: Pick<PaperRow, 'content'>): CrimeContent {
  return v.parse(crimeContent, content)
}
