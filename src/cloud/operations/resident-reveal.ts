import type { OperationOf } from '#contract/operation'
import type { Problem } from '#contract/problem'
import { findCase } from './case-move'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/**
 * Somebody saw a resident's name, phone and room (N01). It has happened when it is told, so whoever was once of the team is
 * believed too; the log keeps the device's time beside the receipt, and that is all there is to change.
 */
export function revealResident(
  { body }: OperationOf<'resident.reveal'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const found = findCase(body.caseId, 'resident.reveal', when, set)
  return found.kind === 'refused' ? found.problem : undefined
}
