import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { UNDO_ALLOWED } from '#domain/visit'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { settleVisit } from './settle-visit'
import { waited } from './waited'
import type { WorkingSet } from './working-set'

/** A slip of the thumb, within a minute of the author's own visit. Undone twice is undone. */
export function undoVisit(
  operation: OperationOf<'visit.undo'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const { visitId } = operation.body
  const visit = set.visits.get(visitId)
  if (visit === undefined) return problem(4041, undefined, 'body.visitId')
  const refused = judge(when.author, 'visit.undo', { unitId: set.unitId, owner: visit.staff_id }, when.day)
  if (refused) return refused
  if (waited(operation, when, { id: visitId, at: visit.at }, set) > UNDO_ALLOWED) return problem(4222)
  const undoneAt = Math.min(visit.undone_at ?? when.at, when.at)
  settleVisit(set, visit, { ...visit, undone: true, undone_at: undoneAt, seq: when.seq })
  return undefined
}
