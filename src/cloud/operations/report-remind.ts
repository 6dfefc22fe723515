import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { dayOf } from '#domain/time'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { reportOf, reportPaper, reportState } from './report-paper'
import { tellWriters } from './tell-writers'
import type { WorkingSet } from './working-set'

/** The street asks for a report that has not come: its unit's writers are told, once a day however often it is pressed. */
export function remindOfReport(
  { id, body }: OperationOf<'report.remind'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'report.remind', { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  const paper = set.papers.get(body.paperId)
  if (paper?.kind !== 'report') return problem(4041, '没有这份半月报', 'body.paperId')
  const content = reportOf(paper)
  const { due, versions, remindedAt } = content
  if (versions.length > 0 && paper.state !== 'returned') return problem(4093, '这份半月报已经报来')
  if (remindedAt !== null && dayOf(remindedAt) === when.day) return undefined
  set.papers.put({ ...paper, ...reportPaper({ ...content, remindedAt: when.at }, reportState(paper)), seq: when.seq })
  const about = { what: `${due.slice(5)} 半月报`, page: `community/report/index?id=${paper.paper_id}`, at: when.at }
  tellWriters(set, when, id, 'report-wanted', about)
  return undefined
}
