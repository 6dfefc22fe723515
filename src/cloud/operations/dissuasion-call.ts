import type { OperationOf } from '#contract/operation'
import type { Problem } from '#contract/problem'
import { findCase, moveCase } from './case-move'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** 电话劝阻: who, when, reached or not (S27). */
export function callResident(
  { id, body }: OperationOf<'dissuasion.call'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const found = findCase(body.caseId, 'dissuasion.call', when, set)
  if (found.kind === 'refused') return found.problem
  const moved = moveCase(found, { kind: 'call', reached: body.reached }, { ...when, id }, set)
  return moved.kind === 'refused' ? moved.problem : undefined
}
