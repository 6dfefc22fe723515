import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { moveReview, type ReviewAction } from '#domain/case-review'
import { overseesUnits } from '#domain/staff'
import { crimeOf, crimePaper } from './crime-paper'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { newReview, type ReviewContent, reviewOf, reviewPage } from './review-paper'
import { tellWriters } from './tell-writers'
import type { WorkingSet } from './working-set'

type ReviewOperation = OperationOf<`review.${ReviewAction}`>

/** 逐案倒查: answered by the unit, sent back or closed by the street (S35). */
export function stepReview(operation: ReviewOperation, when: Occurrence, set: WorkingSet): Problem | undefined {
  const refused = judge(when.author, operation.type, { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  const paper = set.papers.get(operation.body.paperId)
  if (paper?.kind !== 'crime') return problem(4041, '没有这起案件', 'body.paperId')
  const action = actionOf(operation)
  const crime = crimeOf(paper)
  if (!crime.counts) return problem(4093, '这起案件已查明不计入，不用倒查')
  const verdict = moveReview(reviewOf(paper, crime.review), action, {
    id: operation.id,
    staff: when.author.id,
    part: overseesUnits(when.author.role) ? 'street' : 'unit',
    at: when.at,
  })
  if (verdict.kind === 'refused') return verdict.why === 'not-your-part' ? problem(4030) : problem(4093, whyNot(action))
  const next = reviewAfter(operation, crime.review ?? newReview, when)
  if ('problem' in next) return next.problem
  set.papers.put({
    ...paper,
    ...crimePaper({ ...crime, review: next.review }, verdict.review.kind),
    seq: when.seq,
  })
  if (operation.type === 'review.return')
    tellWriters(set, when, operation.id, 'review-returned', {
      what: '逐案倒查',
      page: reviewPage(paper.paper_id),
      at: when.at,
    })
  return undefined
}

type Next = { readonly review: ReviewContent } | { readonly problem: Problem }

function reviewAfter(operation: ReviewOperation, before: ReviewContent, when: Occurrence): Next {
  const said = { saidBy: operation.id, at: when.at, by: { id: when.author.id, name: when.author.name } }
  switch (operation.type) {
    case 'review.answer': {
      const { reachedOn, gap, rectified } = operation.body
      if (rectified.kind === 'due' ? rectified.by < when.day : rectified.on > when.day)
        return { problem: problem(4223, '已整改的日期不晚于今天，整改期限不早于今天', 'body.rectified') }
      const measure = when.sealed('measure')
      if (measure === null) return { problem: problem(5032) }
      return { review: { ...before, answer: { ...said, reachedOn, gap, rectified, measure } } }
    }
    case 'review.return': {
      const reason = when.sealed('reason')
      if (reason === null) return { problem: problem(5032) }
      return { review: { ...before, returns: [...before.returns, { ...said, reason }] } }
    }
    case 'review.close':
      return { review: { ...before, closedAt: when.at } }
    default:
      return operation satisfies never
  }
}

function actionOf({ type }: ReviewOperation): ReviewAction {
  switch (type) {
    case 'review.answer':
      return 'answer'
    case 'review.return':
      return 'return'
    case 'review.close':
      return 'close'
    default:
      return type satisfies never
  }
}

function whyNot(action: ReviewAction): string {
  return action === 'answer' ? '这起案件的倒查已经办结' : '单位还没有答复，或已经办结'
}
