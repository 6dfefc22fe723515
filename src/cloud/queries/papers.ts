import type { Kysely, Selectable } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { OperationId, UnitId } from '#domain/ids'

export type Paper = Selectable<Tables['paper']>

/** One of this kind by its id. */
export async function onePaper(
  db: Kysely<Tables>,
  unit: UnitId,
  kind: Paper['kind'],
  id: OperationId,
): Promise<Paper | undefined> {
  return db
    .selectFrom('paper')
    .selectAll()
    .where('unit_id', '=', unit)
    .where('paper_id', '=', id)
    .where('kind', '=', kind)
    .executeTakeFirst()
}

/** All of this kind that a campaign has, newest first. */
export async function papersOf(
  db: Kysely<Tables>,
  unit: UnitId,
  kind: Paper['kind'],
  campaign: OperationId,
): Promise<readonly Paper[]> {
  return db
    .selectFrom('paper')
    .selectAll()
    .where('unit_id', '=', unit)
    .where('kind', '=', kind)
    .where('campaign_id', '=', campaign)
    .orderBy('at', 'desc')
    .orderBy('paper_id', 'desc')
    .execute()
}
