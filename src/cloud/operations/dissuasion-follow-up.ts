import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { findCase, moveCase, officersOn, tell } from './case-move'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** 回访 (S30); a new fraud opens the next round, and the thread before it stays. */
export function followUpCase(
  { id, body }: OperationOf<'dissuasion.follow-up'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const found = findCase(body.caseId, 'dissuasion.follow-up', when, set)
  if (found.kind === 'refused') return found.problem
  const nextAt = body.nextAt === null ? null : when.corrected(body.nextAt)
  if (nextAt !== null && nextAt <= when.at) return problem(4227, undefined, 'body.nextAt')
  const moved = moveCase(found, { kind: 'follow-up', outcome: body.outcome, nextAt }, { ...when, id }, set)
  if (moved.kind === 'refused') return moved.problem
  if (moved.row.state === 'ready') tell(set, { ...when, id }, body.caseId, 'alert', officersOn(set, when))
  return undefined
}
