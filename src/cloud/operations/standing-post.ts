import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { postedItem, rightPeriod } from '#domain/standing'
import { startOfDay } from '#domain/time'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { standingPaper } from './standing-paper'
import type { WorkingSet } from './working-set'

/** 标语 · 横幅 · 宣传栏 · 电子屏 · 喇叭, put up at a place for some days. The paper is called by the operation's id. */
export function postStanding(
  { id, body }: OperationOf<'standing.post'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'standing.post', { unitId: set.unitId }, when.day)
  if (refused) return refused
  if (!rightPeriod(body.from, body.to, when.day))
    return problem(4223, '不能晚于今天开始，最后一天不能早于第一天，最长 400 天', 'body.to')
  set.papers.put({
    ...standingPaper(postedItem(body, when.at)),
    unit_id: set.unitId,
    paper_id: id,
    author: when.author.id,
    seq: when.seq,
  })
  // It is counted on the day it was put up.
  const from = startOfDay(body.from)
  set.stirred.push({ staffId: when.author.id, span: { from, to: from } })
  return undefined
}
