import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { UnitOfStreet } from '#contract/street'
import type { UnitId } from '#domain/ids'
import { reportingKinds } from '#domain/unit'

/** The units of a street that report, in the order of the list, or the one that is asked about. */
export async function reportingUnits(db: Kysely<Tables>, unitId: UnitId): Promise<readonly UnitOfStreet[]> {
  return db
    .selectFrom('unit')
    .select(['unit_id as id', 'name', 'kind'])
    .where(({ eb, or }) => or([eb('street_id', '=', unitId), eb('unit_id', '=', unitId)]))
    .where('kind', 'in', reportingKinds)
    .orderBy('unit_id')
    .execute()
}
