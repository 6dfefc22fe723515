import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { everyoneOf } from '#domain/dissuasion'
import type { StaffId } from '#domain/ids'
import { onDuty, type Role } from '#domain/staff'
import { findCase, moveCase, tell } from './case-move'
import type { Occurrence } from './occurrence'
import { type StaffRow, staffOf, type WorkingSet } from './working-set'

/** Led by an officer of the station; grid workers and volunteers of the community assist (S28). */
export function dispatchCase(
  { id, body }: OperationOf<'dissuasion.dispatch'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const found = findCase(body.caseId, 'dissuasion.dispatch', when, set)
  if (found.kind === 'refused') return found.problem
  if (!serves(set.officers.get(body.leader), ['police'], when)) return problem(4226, undefined, 'body.leader')
  if (!body.workers.every((one) => mayBeSent(set, one, ['grid'], when))) return problem(4226, undefined, 'body.workers')
  if (!body.companions.every((one) => mayBeSent(set, one, ['volunteer'], when)))
    return problem(4226, undefined, 'body.companions')
  const team = {
    leader: body.leader,
    workers: [...new Set(body.workers)],
    companions: [...new Set(body.companions)],
  }
  const moved = moveCase(found, { kind: 'dispatch', team }, { ...when, id }, set, {
    returned_sealed: null,
    returned_by: null,
  })
  if (moved.kind === 'refused') return moved.problem
  tell(set, { ...when, id }, body.caseId, 'dispatched', everyoneOf(team))
  return undefined
}

/** Of this community, in service on the day, and of a role that is sent. */
export function mayBeSent(
  set: WorkingSet,
  id: StaffId,
  roles: readonly Role[],
  when: Pick<Occurrence, 'day'>,
): boolean {
  return serves(set.staff.get(id), roles, when)
}

function serves(row: StaffRow | undefined, roles: readonly Role[], { day }: Pick<Occurrence, 'day'>): boolean {
  return row !== undefined && roles.includes(row.role) && onDuty(staffOf(row), day)
}
