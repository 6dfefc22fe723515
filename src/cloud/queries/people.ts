import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { StaffId, UnitId } from '#domain/ids'
import type { Role } from '#domain/staff'

/** A person as a page names him. */
export interface Person {
  readonly id: StaffId
  readonly name: string
  readonly role: Role
  readonly number: string
}

/**
 * The unit's people by id, with the officers of the station that serves it, who act in it too: some dozens, so that one read serves
 * every label. `others`: who acted once, while another station did.
 */
export async function peopleOf(
  db: Kysely<Tables>,
  unitId: UnitId,
  others: readonly StaffId[] = [],
): Promise<ReadonlyMap<StaffId, Person>> {
  const rows = await db
    .selectFrom('staff')
    .select(['staff_id as id', 'name', 'role', 'number'])
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('unit_id', '=', unitId),
        eb('unit_id', '=', selectFrom('unit').select('station_id').where('unit.unit_id', '=', unitId)),
        ...(others.length > 0 ? [eb('staff_id', 'in', others)] : []),
      ]),
    )
    .orderBy('staff_id')
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
