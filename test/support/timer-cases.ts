import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { OperationId, UnitId } from '#domain/ids'

/** The steps that the timer told, as the unit's log has them. */
export async function escalations(db: Kysely<Tables>, unit: UnitId, caseId?: OperationId) {
  const rows = await db
    .selectFrom('operation')
    .select(['operation_id', 'subject', 'content', 'seq', 'at', 'staff_id'])
    .where('unit_id', '=', unit)
    .where('type', '=', 'dissuasion.escalate')
    .orderBy('seq')
    .execute()
  return rows.filter(({ subject }) => caseId === undefined || subject === caseId)
}

export function noticesOf(db: Kysely<Tables>, unit: UnitId) {
  return db
    .selectFrom('notice')
    .select(['case_id', 'staff_id', 'kind', 'sent_at', 'tries', 'outcome'])
    .where('unit_id', '=', unit)
    .orderBy('made_at')
    .orderBy('notice_id')
    .execute()
}

export function caseRow(db: Kysely<Tables>, unit: UnitId, caseId: OperationId) {
  return db
    .selectFrom('dissuasion')
    .selectAll()
    .where('unit_id', '=', unit)
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
}
