import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { StaffId, UnitId } from '#domain/ids'

/** The unit's people by id, as a page names them. A unit has some dozens at most, so that one read serves every label. */
export async function peopleOf(db: Kysely<Tables>, unitId: UnitId) {
  const rows = await db
    .selectFrom('staff')
    .select(['staff_id as id', 'name', 'role', 'number'])
    .where('unit_id', '=', unitId)
    .orderBy('staff_id')
    .execute()
  return new Map<StaffId, (typeof rows)[number]>(rows.map((row) => [row.id, row]))
}
