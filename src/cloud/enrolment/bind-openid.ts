import type { Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import type { Head } from '#cloud/operations/log'
import { SERVER } from '#cloud/operations/server-id'
import { type StaffRow, staffOf } from '#cloud/operations/working-set'
import { onDuty } from '#domain/staff'
import { dayOf } from '#domain/time'

/** Whether WeChat's person already is somebody in service; `except`: other than this one. */
export async function boundOnDuty(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  openid: string | null,
  except: StaffRow['staff_id'] | null = null,
): Promise<boolean> {
  if (openid === null) return false
  const row = await db.selectFrom('staff').selectAll().where('openid', '=', openid).executeTakeFirst()
  if (row === undefined || row.staff_id === except) return false
  return onDuty(staffOf(row), dayOf(clock.now()))
}

/**
 * From now on WeChat's person is this one, and whom he was before (a volunteer of last year) nobody's. Without an OPENID, on the
 * web, only the log hears of it. The unit's head must be locked in this transaction.
 */
export async function bindOpenid(
  context: Context,
  trx: Transaction<Tables>,
  head: Head,
  { unit_id: unitId, staff_id: staffId }: Pick<StaffRow, 'unit_id' | 'staff_id'>,
  openid: string | null,
): Promise<void> {
  const content = { type: 'staff.bind', staffId, wechat: openid !== null }
  await appendServerEntry(context, trx, head, {
    unitId,
    author: SERVER,
    type: content.type,
    subject: staffId,
    content,
  })
  if (openid === null) return
  await trx
    .updateTable('staff')
    .set({ openid: null })
    .where('openid', '=', openid)
    .where('staff_id', '!=', staffId)
    .execute()
  await trx.updateTable('staff').set({ openid }).where('unit_id', '=', unitId).where('staff_id', '=', staffId).execute()
}
