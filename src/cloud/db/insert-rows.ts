import { type Kysely, type Selectable, sql } from 'kysely'
import type { Tables } from './tables'

/** Rows in one statement. Some megabytes of JSON: as much as PGlite's memory likes at once. */
const ROWS_AT_ONCE = 2000

/**
 * Inserts whole rows, every column given, as one JSON parameter a statement: no limit of parameters, and jsonb columns need no
 * text of their own. For imports and seeds; what must tell conflicts apart writes its own statement.
 */
export async function insertRows<Name extends keyof Tables & string>(
  db: Kysely<Tables>,
  table: Name,
  rows: readonly Selectable<Tables[Name]>[],
): Promise<void> {
  const name = sql.table(table)
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const json = JSON.stringify(rows.slice(start, start + ROWS_AT_ONCE))
    await sql`insert into ${name} select * from jsonb_populate_recordset(null::${name}, ${json}::jsonb)`.execute(db)
  }
}
