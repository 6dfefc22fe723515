import type { OperationOf } from '#contract/operation'
import type { Problem } from '#contract/problem'
import { findCase } from './case-move'
import type { Occurrence } from './occurrence'
import { policeNoteOf } from './police-note'
import type { WorkingSet } from './working-set'

/** 管控结论 stays with the police (S26). */
export function concludeCase(
  { id, body }: OperationOf<'dissuasion.conclude'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const found = findCase(body.caseId, 'dissuasion.conclude', when, set)
  if (found.kind === 'refused') return found.problem
  const note = policeNoteOf(set, body.caseId)
  set.policeNotes.put({ ...note, conclusion_sealed: when.sealed('conclusion'), conclusion_by: id, seq: when.seq })
  return undefined
}
