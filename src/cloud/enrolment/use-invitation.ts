import type { Transaction } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { OperationId } from '#domain/ids'
import type { InvitationRow } from './find-invitation'

/** As it is under the unit's lock. */
export function invitationNow(trx: Transaction<Tables>, unitId: InvitationRow['unit_id'], id: OperationId) {
  return trx
    .selectFrom('invitation')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('invitation_id', '=', id)
    .executeTakeFirst()
}

export async function countUse(
  trx: Transaction<Tables>,
  { unit_id, invitation_id, used }: InvitationRow,
): Promise<void> {
  await trx
    .updateTable('invitation')
    .set({ used: used + 1 })
    .where('unit_id', '=', unit_id)
    .where('invitation_id', '=', invitation_id)
    .execute()
}
