import type { OperationOf } from '#contract/operation'
import type { Problem } from '#contract/problem'
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
  const moved = moveCase(found, { kind: 'reopen' }, { ...when, id }, set)
  return moved.kind === 'refused' ? moved.problem : undefined
}
