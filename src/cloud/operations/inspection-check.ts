import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { checkDrawn } from '#domain/inspection'
import { inspectionOf, inspectionPaper } from './inspection-paper'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** What somebody saw who went to see: 属实 · 查无 · 不符. Whose record it is and whether he still serves makes no difference. */
export function checkInspection(
  { body }: OperationOf<'inspection.check'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'inspection.check', { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  const paper = set.papers.get(body.paperId)
  if (paper?.kind !== 'inspection') return problem(4041, '没有这次抽查', 'body.paperId')
  const content = checkDrawn(inspectionOf(paper), body.record, {
    found: body.found,
    note: body.note ?? null,
    at: when.at,
    by: when.author.name,
  })
  if (content === undefined) return problem(4048, '请只核查抽中的记录', 'body.record')
  set.papers.put({ ...paper, ...inspectionPaper(content), seq: when.seq })
  return undefined
}
