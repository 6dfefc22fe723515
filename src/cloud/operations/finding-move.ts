import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { type FindingAction, moveFinding } from '#domain/finding'
import { overseesUnits } from '#domain/staff'
import { problemOfDay } from './finding-open'
import { FINDINGS_PAGE, findingOf, findingPaper, findingState } from './finding-paper'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { tellWriters } from './tell-writers'
import type { WorkingSet } from './working-set'

/** Answered by the unit, rechecked by the inspectors: everything that was said stays (S34). */
export function stepFinding(
  operation: OperationOf<'finding.answer' | 'finding.recheck'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, operation.type, { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  const { body } = operation
  const paper = set.papers.get(body.paperId)
  if (paper?.kind !== 'finding') return problem(4041, '没有这项督查发现', 'body.paperId')
  const before = findingOf(paper)
  const action: FindingAction = operation.type === 'finding.answer' ? 'answer' : operation.body.verdict
  const verdict = moveFinding(findingState(paper), action, overseesUnits(when.author.role) ? 'inspector' : 'unit')
  if (verdict.kind === 'refused') return verdict.why === 'not-your-part' ? problem(4030) : problem(4093, whyNot(action))
  if (action === 'upheld' && before.signal === null) return problem(4093, '只有对记录疑点才能认定不实', 'body.verdict')
  const by = 'by' in body && body.by !== undefined ? body.by : before.by
  if (by !== before.by) {
    if (action !== 'not-yet') return problem(4001, '只有退回整改才能改期限', 'body.by')
    const wrongDay = problemOfDay(by, when)
    if (wrongDay) return wrongDay
  }
  const step = { action, words: body.words ?? null, at: when.at, by: when.author.name }
  const content = { ...before, by, steps: [...before.steps, step] }
  set.papers.put({ ...paper, ...findingPaper(content, verdict.state), seq: when.seq })
  if (action === 'not-yet')
    tellWriters(set, when, operation.id, 'finding-open', { what: '复查未通过', page: FINDINGS_PAGE, at: when.at })
  return undefined
}

function whyNot(action: FindingAction): string {
  return action === 'answer' ? '这项已经了结，不用再答复' : '单位还没有答复，或已经了结'
}
