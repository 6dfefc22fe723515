import type { OperationOf } from '#contract/operation'
import type { Problem } from '#contract/problem'
import { findCase, moveCase, tell } from './case-move'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** Back to whoever went, with the reason, which the worker's device shows. */
export function returnCase(
  { id, body }: OperationOf<'dissuasion.return'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const found = findCase(body.caseId, 'dissuasion.return', when, set)
  if (found.kind === 'refused') return found.problem
  const moved = moveCase(found, { kind: 'return' }, { ...when, id }, set, {
    returned_sealed: when.sealed('reason'),
    returned_by: id,
  })
  if (moved.kind === 'refused') return moved.problem
  const { standing } = moved.row
  if (standing.kind === 'accepted') tell(set, { ...when, id }, body.caseId, 'returned', [standing.acceptedBy])
  return undefined
}
