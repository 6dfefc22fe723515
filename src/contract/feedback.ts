import * as v from 'valibot'
import { feedbackKinds, feedbackStates } from '#domain/feedback'
import { roles } from '#domain/staff'
import { paragraphs } from './report'
import { instant, operationId, unitId } from './scalars'
import { unitOfStreet } from './street'

/** 投诉建议 (F23): a paper of the writer's own unit. Free words may name somebody: they lie sealed. */

export const LONGEST_FEEDBACK = 500

const words = v.pipe(paragraphs(LONGEST_FEEDBACK), v.minLength(1))

/** By anybody, in the log of the own unit. */
export const feedbackSend = v.strictObject({
  type: v.literal('feedback.send'),
  body: v.strictObject({ kind: v.picklist(feedbackKinds), words }),
})

/** By the street, once: the writer is told. */
export const feedbackAnswer = v.strictObject({
  type: v.literal('feedback.answer'),
  body: v.strictObject({ paperId: operationId, words }),
})

export const feedbackQueries = [
  /** `mine`: what the reader wrote. Otherwise a unit's, to its head, or all of a street's, to the street. */
  v.object({ action: v.literal('feedback'), unit: unitId, mine: v.boolean() }),
] as const

export const feedbackList = v.object({
  /** What waits for an answer comes first, the oldest of it on top; then the newest answered. */
  feedback: v.array(
    v.object({
      id: operationId,
      unit: unitOfStreet,
      kind: v.picklist(feedbackKinds),
      state: v.picklist(feedbackStates),
      /** Null: erased, as the law asks. */
      words: v.nullable(v.string()),
      by: v.object({ name: v.string(), role: v.picklist(roles) }),
      at: instant,
      answer: v.nullable(v.object({ words: v.nullable(v.string()), by: v.string(), at: instant })),
    }),
  ),
  /** There are older answered ones, which are not listed. */
  more: v.boolean(),
  asOf: instant,
})
export type FeedbackList = v.InferOutput<typeof feedbackList>
