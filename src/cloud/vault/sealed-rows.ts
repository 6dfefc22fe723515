import { type Kysely, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { UnitId } from '#domain/ids'
import { type Change, changeSealed, type SealedTable, sealedColumns, sealedKey } from './sealed-columns'

/**
 * Does that to every sealed value of these rows of a unit, and gives how many became other ones. The unit's head must be locked in this
 * transaction: whoever changes a row otherwise has read it, boxes included, under the same lock.
 */
export async function changeSealedRows(
  trx: Kysely<Tables>,
  table: SealedTable,
  unitId: UnitId,
  keys: readonly string[],
  change: Change,
): Promise<number> {
  const key = sealedKey(table)
  const { rows } = await sql<Readonly<Record<string, unknown>>>`
    select * from ${sql.table(table)} where unit_id = ${unitId} and ${sql.ref(key)} = any(${[...keys]}::text[])`.execute(
    trx,
  )
  let values = 0
  const touched = rows.flatMap((row) => {
    const changes = changeSealed(table, row, (sealed, place) => {
      const other = change(sealed, place)
      if (other !== sealed) values += 1
      return other
    })
    if (Object.keys(changes).length === 0) return []
    const columns = sealedColumns(table).map((name) => [name, row[name]])
    return [{ [key]: row[key], ...Object.fromEntries(columns), ...changes }]
  })
  if (touched.length === 0) return 0
  const columns = sealedColumns(table).map((name) => sql`${sql.ref(name)} = ${sql.ref(`changed.${name}`)}`)
  await sql`
    update ${sql.table(table)} as kept set ${sql.join(columns)}
    from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(touched)}::json) as changed
    where kept.unit_id = ${unitId} and ${sql.ref(`kept.${key}`)} = ${sql.ref(`changed.${key}`)}`.execute(trx)
  return values
}
