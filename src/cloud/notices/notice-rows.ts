import type { Selectable } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { OperationId, StaffId, UnitId } from '#domain/ids'
import type { NoticeKind } from '#domain/notice'
import type { Milliseconds } from '#domain/time'

/** Somebody is to be told. `cause`: what made it so, once for each person and cause. */
export interface NoticeDraft {
  readonly cause: string
  readonly caseId: OperationId
  readonly staffId: StaffId
  readonly kind: NoticeKind
}

/** One a person and cause: the cause is in its id, so a repetition would be the same notice. */
export function noticeRows(
  unitId: UnitId,
  drafts: readonly NoticeDraft[],
  at: Milliseconds,
): readonly Selectable<Tables['notice']>[] {
  const found = new Map(
    drafts.map(({ cause, caseId, staffId, kind }) => {
      const id = `${cause}.${kind}.${staffId}`
      return [
        id,
        {
          unit_id: unitId,
          notice_id: id,
          case_id: caseId,
          staff_id: staffId,
          kind,
          made_at: at,
          sent_at: null,
          tries: 0,
          outcome: null,
        },
      ]
    }),
  )
  return [...found.values()]
}
