import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { findCase, moveCase } from './case-move'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** By an officer who logged no attempt of this round himself (S29). */
export function confirmCase(
  { id, body }: OperationOf<'dissuasion.confirm'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const found = findCase(body.caseId, 'dissuasion.confirm', when, set)
  if (found.kind === 'refused') return found.problem
  const followUpAt = body.followUpAt === null ? null : when.corrected(body.followUpAt)
  if (followUpAt !== null && followUpAt <= when.at) return problem(4227, undefined, 'body.followUpAt')
  const moved = moveCase(found, { kind: 'confirm', followUpAt }, { ...when, id }, set)
  return moved.kind === 'refused' ? moved.problem : undefined
}
