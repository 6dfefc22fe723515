import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { Campaign } from '#domain/campaign'
import type { OperationId, UnitId } from '#domain/ids'

/** A campaign of the street; undefined: it has none of that id, or there is no street. */
export async function campaignOf(
  db: Kysely<Tables>,
  street: UnitId | null,
  id: OperationId,
): Promise<Campaign | undefined> {
  if (street === null) return undefined
  const row = await db
    .selectFrom('campaign')
    .select('content')
    .where('street_id', '=', street)
    .where('campaign_id', '=', id)
    .executeTakeFirst()
  return row?.content
}
