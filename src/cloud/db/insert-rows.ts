import type { Kysely, Selectable } from 'kysely'
import { put, writeTogether } from './bulk'
import type { Tables } from './tables'

/** A few megabytes of JSON: as much as PGlite's memory likes at once. */
const ROWS_AT_ONCE = 2000

/** New rows by the thousand, for imports and seeds. */
export async function insertRows<Name extends keyof Tables & string>(
  db: Kysely<Tables>,
  table: Name,
  rows: readonly Selectable<Tables[Name]>[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    await writeTogether(db, put(table, rows.slice(start, start + ROWS_AT_ONCE)))
  }
}
