import type { Selectable } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { OperationId, StaffId, UnitId } from '#domain/ids'
import type { NoticeAbout, NoticeKind } from '#domain/notice'
import type { Milliseconds } from '#domain/time'

/** Somebody is to be told. `cause`: what made it so, once for each person and cause. */
export type NoticeDraft = {
  readonly cause: string
  readonly staffId: StaffId
  readonly kind: NoticeKind
} & ({ readonly caseId: OperationId } | { readonly caseId: null; readonly about: NoticeAbout })

/** One a person and cause: the cause is in its id, so a repetition would be the same notice. */
export function noticeRows(
  unitId: UnitId,
  drafts: readonly NoticeDraft[],
  at: Milliseconds,
): readonly Selectable<Tables['notice']>[] {
  const found = new Map(
    drafts.map((draft) => {
      const { cause, caseId, staffId, kind } = draft
      const id = `${cause}.${kind}.${staffId}`
      return [
        id,
        {
          unit_id: unitId,
          notice_id: id,
          case_id: caseId,
          about: draft.caseId === null ? draft.about : null,
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
