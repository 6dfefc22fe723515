import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { UnitId } from '#domain/ids'
import type { Unit } from '#domain/unit'

/** A unit that is there: somebody was allowed to ask about it. */
export async function unitNamed(db: Kysely<Tables>, unit: UnitId): Promise<Unit> {
  return db
    .selectFrom('unit')
    .select(['unit_id as id', 'name', 'kind'])
    .where('unit_id', '=', unit)
    .executeTakeFirstOrThrow()
}
