import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { findCase } from './case-move'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** The address put right by hand. */
export function matchAlert(
  { body }: OperationOf<'alert.match'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const found = findCase(body.caseId, 'alert.match', when, set)
  if (found.kind === 'refused') return found.problem
  const door = body.doorId === null ? undefined : set.doors.get(body.doorId)
  if (body.doorId !== null && door === undefined) return problem(4042, undefined, 'body.doorId')
  set.cases.put({
    ...found.row,
    door_id: door?.door_id ?? null,
    building_id: door?.building_id ?? null,
    seq: when.seq,
  })
  return undefined
}
