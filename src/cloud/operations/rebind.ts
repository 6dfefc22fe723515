import type { Transaction } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { StaffId, UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'

/** One WeChat is one person: whoever had this one has none, this person has it, and every session of his ends and says why. */
export async function rebind(
  trx: Transaction<Tables>,
  unitId: UnitId,
  { staffId, openid }: { readonly staffId: StaffId; readonly openid: string | null },
  at: Milliseconds,
): Promise<void> {
  await trx.updateTable('staff').set({ openid: null }).where('openid', '=', openid).execute()
  await trx.updateTable('staff').set({ openid }).where('unit_id', '=', unitId).where('staff_id', '=', staffId).execute()
  await trx
    .updateTable('session')
    .set({ revoked_at: at, ended_why: 'rebound' })
    .where('unit_id', '=', unitId)
    .where('staff_id', '=', staffId)
    .where('revoked_at', 'is', null)
    .execute()
}
