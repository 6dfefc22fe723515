import type { Kysely } from 'kysely'
import type { UnitId } from '#domain/ids'
import { defaultSettings, type StreetSettings } from '#domain/street-settings'
import type { Tables } from './tables'

/** What the unit's street decided; what holds by itself where it belongs to none, or nothing was ever changed. */
export async function settingsOf(db: Kysely<Tables>, unitId: UnitId): Promise<StreetSettings> {
  const row = await db
    .selectFrom('unit')
    .innerJoin('unit as street', 'street.unit_id', 'unit.street_id')
    .select('street.settings')
    .where('unit.unit_id', '=', unitId)
    .executeTakeFirst()
  return row?.settings ?? defaultSettings
}
