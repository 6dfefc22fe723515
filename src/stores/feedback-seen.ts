import * as v from 'valibot'
import type { FeedbackList } from '#contract/feedback'
import { type DeskDraft, deskDraft } from './desk-draft'

/** When the newest answer was made that this person has seen on this device. */
const seen: DeskDraft<number> = deskDraft('feedback-seen', 'own', v.number())

/** Answers that came since the list was last looked at: told of once, then it is enough that they are there. */
export function unseenAnswers({ feedback }: FeedbackList): number {
  const until = seen.read() ?? 0
  return feedback.filter(({ answer }) => answer !== null && answer.at > until).length
}

export function markAnswersSeen({ feedback }: FeedbackList): void {
  const newest = feedback.reduce((most, { answer }) => Math.max(most, answer?.at ?? 0), 0)
  if (newest > (seen.read() ?? 0)) seen.keep(newest)
}
