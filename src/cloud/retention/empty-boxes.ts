import { sql } from 'kysely'
import type { SealedTable } from '#cloud/vault/sealed-columns'
import { changeSealedRows } from '#cloud/vault/sealed-rows'
import type { PurgeGround } from './task'

/** Empties every box of these rows. Digests stay: they are what the log's hash counts. How many held something. */
export function emptyBoxes({ trx, unitId }: PurgeGround, table: SealedTable, keys: readonly string[]): Promise<number> {
  return changeSealedRows(trx, table, unitId, keys, (sealed) =>
    sealed.box === null ? sealed : { ...sealed, box: null },
  )
}

/** Of everything that was logged about these subjects. */
export async function emptyLog(ground: PurgeGround, subjects: readonly string[]): Promise<number> {
  const rows = await ground.trx
    .selectFrom('operation')
    .select('operation_id')
    .where('unit_id', '=', ground.unitId)
    .where(sql<boolean>`subject = any(${subjects}::text[])`)
    .execute()
  const keys = rows.map(({ operation_id }) => operation_id)
  return emptyBoxes(ground, 'operation', keys)
}
