import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import type { Finding } from '#domain/finding'
import { addDays } from '#domain/time'
import { reportingKinds } from '#domain/unit'
import { FINDINGS_PAGE, findingPaper } from './finding-paper'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { tellWriters } from './tell-writers'
import type { WorkingSet } from './working-set'

const LONGEST_DAYS = 180

/** 督查发现, or a question about records (疑点), to the unit that has to mend or explain it (S34, S37). */
export function openFinding(
  { id, body }: OperationOf<'finding.open'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'finding.open', { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  if (!reportingKinds.some((kind) => kind === set.unitKind)) return problem(4001, '请选要整改的单位', 'unit')
  const { what, by, inspectionId, signal } = body
  const wrongDay = problemOfDay(by, when)
  if (wrongDay) return wrongDay
  if (signal?.records.some((record) => !set.logged.has(record)))
    return problem(4041, '疑点里有不属于这个单位的记录', 'body.signal')
  const content: Finding = {
    what,
    by,
    inspectionId,
    signal,
    openedAt: when.at,
    openedBy: when.author.name,
    steps: [],
    overdueFor: null,
  }
  set.papers.put({
    ...findingPaper(content, 'open'),
    unit_id: set.unitId,
    paper_id: id,
    author: when.author.id,
    seq: when.seq,
  })
  tellWriters(set, when, id, 'finding-open', {
    what: signal === null ? '督查发现' : '记录疑点',
    page: FINDINGS_PAGE,
    at: when.at,
  })
  return undefined
}

export function problemOfDay(by: Finding['by'], { day }: Occurrence): Problem | undefined {
  return by < day || by > addDays(day, LONGEST_DAYS)
    ? problem(4227, `期限从今天起，最长 ${LONGEST_DAYS} 天`, 'body.by')
    : undefined
}
