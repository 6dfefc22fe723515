import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { teamOf } from '#domain/dissuasion'
import { findCase, moveCase, tell } from './case-move'
import { mayBeSent } from './dissuasion-dispatch'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** To another grid worker of the community. Who had it keeps the right to tell what he found, and is told. */
export function transferCase(
  { id, body }: OperationOf<'dissuasion.transfer'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const found = findCase(body.caseId, 'dissuasion.transfer', when, set)
  if (found.kind === 'refused') return found.problem
  if (!mayBeSent(set, body.to, ['grid'], when)) return problem(4226, undefined, 'body.to')
  const before = teamOf(found.row.standing)
  const moved = moveCase(found, { kind: 'transfer', to: body.to }, { ...when, id }, set)
  if (moved.kind === 'refused') return moved.problem
  const left = (before?.workers ?? []).filter((worker) => worker !== body.to)
  tell(set, { ...when, id }, body.caseId, 'transferred', left)
  tell(set, { ...when, id }, body.caseId, 'dispatched', [body.to])
  return undefined
}
