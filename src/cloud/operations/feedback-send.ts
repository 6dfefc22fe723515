import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import type { FeedbackContent } from './feedback-paper'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** 投诉建议, by anybody, in the own unit (F23). */
export function sendFeedback(
  { id, body }: OperationOf<'feedback.send'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const { author } = when
  const refused = judge(author, 'feedback.send', { unitId: set.unitId, owner: author.id }, when.day)
  if (refused) return refused
  const words = when.sealed('words')
  if (words === null) return problem(5032)
  const by = { id: author.id, name: author.name, role: author.role }
  const content: FeedbackContent = { kind: body.kind, words, by, answer: null }
  set.papers.put({
    unit_id: set.unitId,
    paper_id: id,
    kind: 'feedback',
    campaign_id: null,
    period: null,
    state: 'open',
    author: author.id,
    at: when.at,
    due_at: null,
    content,
    seq: when.seq,
  })
  return undefined
}
