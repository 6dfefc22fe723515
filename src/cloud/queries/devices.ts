import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { DeviceNews } from '#domain/day-status'
import type { StaffId, UnitId } from '#domain/ids'

/** What the cloud last heard of each of the unit's installations. */
export async function devicesOf(
  db: Kysely<Tables>,
  unitId: UnitId,
): Promise<readonly (DeviceNews & { readonly staffId: StaffId })[]> {
  return db
    .selectFrom('device')
    .select(['staff_id as staffId', 'seen_at as seenAt', 'pending', 'empty_at as emptyAt'])
    .where('unit_id', '=', unitId)
    .orderBy('staff_id')
    .orderBy('device_id')
    .execute()
}
