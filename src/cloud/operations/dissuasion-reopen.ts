import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { findCase, moveCase } from './case-move'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** The next round of the same case; what was before stays readable (S30). */
export function reopenCase(
  { id, body }: OperationOf<'dissuasion.reopen'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const found = findCase(body.caseId, 'dissuasion.reopen', when, set)
  if (found.kind === 'refused') return found.problem
  if (found.row.erased_seq !== null) return problem(4093, '住户信息已按规定删除，请另录一条预警')
  const moved = moveCase(found, { kind: 'reopen' }, { ...when, id }, set)
  return moved.kind === 'refused' ? moved.problem : undefined
}
