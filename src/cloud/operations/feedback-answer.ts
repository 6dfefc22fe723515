import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { FEEDBACK_PAGE, feedbackOf, feedbackState } from './feedback-paper'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** The street's answer, once; whoever wrote is told (F23). */
export function answerFeedback(
  { id, body }: OperationOf<'feedback.answer'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'feedback.answer', { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  const paper = set.papers.get(body.paperId)
  if (paper?.kind !== 'feedback') return problem(4041, '没有这条意见', 'body.paperId')
  if (feedbackState(paper) === 'answered') return problem(4093, '同事已经答复过这一条，请刷新查看')
  const words = when.sealed('words')
  if (words === null) return problem(5032)
  const content = feedbackOf(paper)
  const answer = { saidBy: id, words, by: when.author.name, at: when.at }
  set.papers.put({ ...paper, state: 'answered', content: { ...content, answer }, seq: when.seq })
  set.notices.push({
    cause: id,
    caseId: null,
    staffId: content.by.id,
    kind: 'feedback-answered',
    about: { what: '投诉建议', page: FEEDBACK_PAGE, at: when.at },
  })
  return undefined
}
