import { sql } from 'kysely'
import { change, writeTogether } from '#cloud/db/bulk'
import { emptied } from '#cloud/vault/emptied'
import type { PurgeGround } from './task'

/** Empties every box in the logged contents of these subjects. Their hashes count digests, so that the chain does not notice. */
export async function emptyLog({ trx, unitId }: PurgeGround, subjects: readonly string[]): Promise<number> {
  const rows = await trx
    .selectFrom('operation')
    .select(['operation_id', 'content'])
    .where('unit_id', '=', unitId)
    .where(sql<boolean>`subject = any(${subjects}::text[])`)
    .where(sql<boolean>`content->>'body' like '%"box": "%'`)
    .execute()
  const changed = rows.map(({ operation_id, content }) => ({ operation_id, ...emptied(content) }))
  await writeTogether(
    trx,
    change(
      'operation',
      changed.map(({ operation_id, value }) => ({ unit_id: unitId, operation_id, content: value })),
      ['unit_id', 'operation_id'],
      ['content'],
    ),
  )
  return changed.reduce((sum, { boxes }) => sum + boxes, 0)
}
