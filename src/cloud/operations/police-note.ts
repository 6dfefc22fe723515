import type { OperationId } from '#domain/ids'
import type { PoliceNoteRow, WorkingSet } from './working-set'

/** What only the police know of a case; an empty row where nothing was ever noted. */
export function policeNoteOf(set: WorkingSet, caseId: OperationId): PoliceNoteRow {
  return (
    set.policeNotes.get(caseId) ?? {
      unit_id: set.unitId,
      case_id: caseId,
      labels_sealed: null,
      labels_by: null,
      conclusion_sealed: null,
      conclusion_by: null,
      seq: 0,
    }
  )
}
