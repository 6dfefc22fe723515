import * as v from 'valibot'
import { sealedValue } from '#cloud/vault/sealed'
import { instant, operationId, staffId } from '#contract/scalars'
import { feedbackKinds, feedbackStates } from '#domain/feedback'
import { roles } from '#domain/staff'
import type { PaperRow } from './working-set'

/** Where its writer reads the answer. */
export const FEEDBACK_PAGE = 'pages/feedback/index'

/** As its paper holds it; words were sealed for the operation that said them. The paper's id is that of the first. */
export const feedbackContent = v.object({
  kind: v.picklist(feedbackKinds),
  words: sealedValue,
  by: v.object({ id: staffId, name: v.string(), role: v.picklist(roles) }),
  answer: v.nullable(v.object({ saidBy: operationId, words: sealedValue, by: v.string(), at: instant })),
})
export type FeedbackContent = v.InferOutput<typeof feedbackContent>

export function feedbackOf({ content }: Pick<PaperRow, 'content'>): FeedbackContent {
  return v.parse(feedbackContent, content)
}

export function feedbackState({ state }: Pick<PaperRow, 'state'>) {
  return v.parse(v.picklist(feedbackStates), state)
}
