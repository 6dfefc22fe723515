import * as v from 'valibot'
import { feedbackKinds } from '#domain/feedback'
import type { OperationId } from '#domain/ids'
import { type DeskDraft, deskDraft } from './desk-draft'

const draftSchema = v.object({ kind: v.picklist(feedbackKinds), words: v.string() })
export type FeedbackDraft = v.InferOutput<typeof draftSchema>

export const blankFeedback: FeedbackDraft = { kind: 'suggestion', words: '' }

/** What is being written; one for each person of the device. */
export const feedbackDraft: DeskDraft<FeedbackDraft> = deskDraft('feedback-draft', 'own', draftSchema)

/** A pasted tab or carriage return is no reason to refuse what somebody wants to say. */
export function tidyWords(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim()
}

/** An answer while it is written. */
export function answerDraft(id: OperationId): DeskDraft<string> {
  return deskDraft('answer-draft', id, v.string())
}
