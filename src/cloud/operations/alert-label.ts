import type { OperationOf } from '#contract/operation'
import type { Problem } from '#contract/problem'
import { findCase } from './case-move'
import type { Occurrence } from './occurrence'
import { policeNoteOf } from './police-note'
import type { WorkingSet } from './working-set'

/** 前科 · 高危地区: into a table that no other role's query or pull names (S24). The case's own row does not change. */
export function labelAlert(
  { id, body }: OperationOf<'alert.label'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const found = findCase(body.caseId, 'alert.label', when, set)
  if (found.kind === 'refused') return found.problem
  const note = policeNoteOf(set, body.caseId)
  set.policeNotes.put({ ...note, labels_sealed: when.sealed('labels'), labels_by: id, seq: when.seq })
  return undefined
}
