import type { OperationOf } from '#contract/operation'
import type { Problem } from '#contract/problem'
import { findCase, moveCase } from './case-move'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** 接单: whoever is first has it; the others hear who that is. */
export function acceptCase(
  { id, body }: OperationOf<'dissuasion.accept'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const found = findCase(body.caseId, 'dissuasion.accept', when, set)
  if (found.kind === 'refused') return found.problem
  const moved = moveCase(found, { kind: 'accept' }, { ...when, id }, set)
  return moved.kind === 'refused' ? moved.problem : undefined
}
