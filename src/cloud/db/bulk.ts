import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Tables } from './tables'

/**
 * Statements that write many rows at once. The rows travel as one JSON text and get their columns' types from the table itself,
 * so that a batch costs one round trip, whatever its size.
 */
type Name = keyof Tables & string
type Row<Table extends Name> = Selectable<Tables[Table]>
type Column<Table extends Name> = keyof Tables[Table] & string

function recordset(table: Name, rows: readonly object[]): RawBuilder<unknown> {
  return sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`
}

function list(columns: readonly string[], from?: string): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql.ref(from === undefined ? column : `${from}.${column}`)))
}

/** Inserts whole rows; with `keys`, a row that is there already gets the new values. */
export function put<Table extends Name>(
  table: Table,
  rows: readonly Row<Table>[],
  keys: readonly Column<Table>[] = [],
): RawBuilder<unknown>[] {
  const [first] = rows
  if (first === undefined) return []
  const columns = Object.keys(first)
  const values = columns.filter((column) => !keys.some((key) => key === column))
  const changes = values.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`)
  const conflict = keys.length === 0 ? sql`` : sql` on conflict (${list(keys)}) do update set ${sql.join(changes)}`
  return [
    sql`insert into ${sql.table(table)} (${list(columns)}) select ${list(columns)} from ${recordset(table, rows)}${conflict}`,
  ]
}

/** Gives rows that are there the new values of some columns. */
export function change<Table extends Name>(
  table: Table,
  rows: readonly Partial<Row<Table>>[],
  keys: readonly Column<Table>[],
  columns: readonly Column<Table>[],
): RawBuilder<unknown>[] {
  if (rows.length === 0) return []
  const changes = columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`changed.${column}`)}`)
  const same = keys.map((key) => sql`${sql.ref(`kept.${key}`)} = ${sql.ref(`changed.${key}`)}`)
  return [
    sql`update ${sql.table(table)} as kept set ${sql.join(changes)} from ${recordset(table, rows)} as changed where ${sql.join(same, sql` and `)}`,
  ]
}

/** All of them in one statement and one round trip. They don't see each other's changes, so each row may be touched by one only. */
export async function writeTogether(db: Kysely<Tables>, statements: readonly RawBuilder<unknown>[]): Promise<void> {
  if (statements.length === 0) return
  const parts = statements.map((statement, index) => sql`${sql.ref(`part_${index}`)} as (${statement})`)
  await sql`with ${sql.join(parts)} select`.execute(db)
}
