import { type Kysely, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { type DeviceNews, TAKEN_NEVER } from '#domain/day-status'
import type { StaffId, UnitId } from '#domain/ids'
import type { LocalDate } from '#domain/time'

/** Of the row of `staff`: the last day of which the cloud takes anything from its person. */
export const takenTo = sql<LocalDate | null>`case when staff.active then staff.to_day else ${TAKEN_NEVER} end`

/**
 * What the cloud last heard of each of the unit's installations. An officer's, who belongs to the station, counts only while it holds
 * something of the unit: nobody waits for an officer who is merely silent.
 */
export async function devicesOf(
  db: Kysely<Tables>,
  unitId: UnitId,
): Promise<readonly (DeviceNews & { readonly staffId: StaffId })[]> {
  return db
    .selectFrom('device')
    .innerJoin('staff', 'staff.staff_id', 'device.staff_id')
    .select([
      'device.staff_id as staffId',
      'seen_at as seenAt',
      'pending',
      'empty_at as emptyAt',
      takenTo.as('takenTo'),
    ])
    .where('device.unit_id', '=', unitId)
    .where((eb) => eb.or([eb('staff.unit_id', '=', unitId), eb('device.pending', '>', 0)]))
    .orderBy('device.staff_id')
    .orderBy('device_id')
    .execute()
}

/** Of many units at once, as `devicesOf` has it for one. */
export async function devicesOfAll(
  db: Kysely<Tables>,
  units: readonly UnitId[],
): Promise<ReadonlyMap<UnitId, readonly DeviceNews[]>> {
  const rows = await db
    .selectFrom('device')
    .innerJoin('staff', 'staff.staff_id', 'device.staff_id')
    .select(['device.unit_id as unit', 'seen_at as seenAt', 'pending', 'empty_at as emptyAt', takenTo.as('takenTo')])
    .where('device.unit_id', 'in', units)
    .where((eb) => eb.or([eb('staff.unit_id', '=', eb.ref('device.unit_id')), eb('device.pending', '>', 0)]))
    .execute()
  const found = new Map<UnitId, DeviceNews[]>(units.map((unit) => [unit, []]))
  for (const { unit, ...news } of rows) found.get(unit)?.push(news)
  return found
}
