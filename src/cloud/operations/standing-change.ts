import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { standingDeed } from '#contract/standing'
import { afterDeed, rightPeriod } from '#domain/standing'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { standingItem, standingPaper } from './standing-paper'
import type { WorkingSet } from './working-set'

/** Looked after, renewed or taken down, by anybody of the unit who goes by: what was done last holds, in whatever order it arrives. */
export function changeStanding(
  operation: OperationOf<'standing.check' | 'standing.renew' | 'standing.remove'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, operation.type, { unitId: set.unitId }, when.day)
  if (refused) return refused
  const paper = set.papers.get(operation.body.paperId)
  if (paper?.kind !== 'standing') return problem(4041, undefined, 'body.paperId')
  const before = standingItem(paper)
  if (operation.type === 'standing.renew') {
    if (operation.body.to < when.day) return problem(4227, '新的最后一天已经过去', 'body.to')
    if (!rightPeriod(before.from, operation.body.to, when.day) && !rightPeriod(when.day, operation.body.to, when.day))
      return problem(4223, '一次最长 400 天', 'body.to')
  }
  const item = afterDeed(before, standingDeed(operation), when.at)
  if (item === undefined) return problem(4093, '这一处已经取下，请重新登记')
  set.papers.put({ ...paper, ...standingPaper(item), seq: when.seq })
  return undefined
}
