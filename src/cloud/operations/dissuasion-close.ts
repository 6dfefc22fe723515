import type { OperationOf } from '#contract/operation'
import type { Problem } from '#contract/problem'
import { findCase, moveCase } from './case-move'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** 结案, or 误报 with its reason (S29, S30). */
export function closeCase(
  { id, body }: OperationOf<'dissuasion.close'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const found = findCase(body.caseId, 'dissuasion.close', when, set)
  if (found.kind === 'refused') return found.problem
  const moved = moveCase(found, { kind: 'close', reason: body.reason }, { ...when, id }, set)
  return moved.kind === 'refused' ? moved.problem : undefined
}
