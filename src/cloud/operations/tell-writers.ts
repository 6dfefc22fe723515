import type { OperationId } from '#domain/ids'
import type { NoticeAbout, NoticeKind } from '#domain/notice'
import { onDuty } from '#domain/staff'
import type { Occurrence } from './occurrence'
import { staffOf, type WorkingSet } from './working-set'

/** Who writes for the unit and is in service is told; `load` brings them for operations that say so (`writers`). */
export function tellWriters(
  set: WorkingSet,
  when: Occurrence,
  cause: OperationId,
  kind: NoticeKind,
  about: NoticeAbout,
): void {
  for (const person of set.staff.values())
    if (person.role === 'secretary' && onDuty(staffOf(person), when.day))
      set.notices.push({ cause, caseId: null, staffId: person.staff_id, kind, about })
}
