import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import { again } from './again'
import type { Tables } from './tables'

/**
 * Statements that write many rows at once. The rows travel as JSON texts and get their columns' types from the table itself,
 * so that a batch costs one round trip, whatever its size.
 */
type Name = keyof Tables & string
type Row<Table extends Name> = Selectable<Tables[Table]>
type Column<Table extends Name> = keyof Tables[Table] & string

/** What all rows have alike (their unit, often their person and day) is told once: half of a batch's text, and of its reading. */
function recordset(table: Name, rows: readonly object[], columns: readonly string[]): RawBuilder<unknown> {
  const { alike, each } = toldOnce(rows, columns)
  return sql`json_populate_recordset(json_populate_record(null::${sql.table(table)}, ${alike}::json), ${each}::json)`
}

function toldOnce(
  rows: readonly object[],
  columns: readonly string[],
): { readonly alike: string; readonly each: string } {
  const values = rows as readonly Readonly<Record<string, unknown>>[]
  const [first = {}] = values
  const alike = columns.filter((column) => values.every((row) => row[column] === first[column]))
  const different = columns.filter((column) => !alike.includes(column))
  return { alike: JSON.stringify(pick(first, alike)), each: JSON.stringify(values.map((row) => pick(row, different))) }
}

function pick(row: Readonly<Record<string, unknown>>, columns: readonly string[]): object {
  const picked: Record<string, unknown> = {}
  for (const column of columns) picked[column] = row[column]
  return picked
}

/** Names of columns as text: they are this build's own, and a node each, built and visited, cost more than the statement's rows. */
function list(columns: readonly string[], told: (column: string) => string = (column) => column, by = ', ') {
  return sql.raw(columns.map((column) => told(`"${column}"`)).join(by))
}

/** Inserts whole rows; with `keys`, a row that is there already gets the new values, all of them or those of the columns `changing`. */
export function put<Table extends Name>(
  table: Table,
  rows: readonly Row<Table>[],
  keys: readonly Column<Table>[] = [],
  changing?: readonly Column<Table>[],
): RawBuilder<unknown>[] {
  const [first] = rows
  if (first === undefined) return []
  const columns = Object.keys(first)
  const values = changing ?? columns.filter((column) => !keys.some((key) => key === column))
  const changes = list(values, (column) => `${column} = excluded.${column}`)
  const conflict = keys.length === 0 ? sql`` : sql` on conflict (${list(keys)}) do update set ${changes}`
  return [
    sql`insert into ${sql.table(table)} (${list(columns)}) select ${list(columns)} from ${recordset(table, rows, columns)}${conflict}`,
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
  const changes = list(columns, (column) => `${column} = changed.${column}`)
  const same = list(keys, (key) => `kept.${key} = changed.${key}`, ' and ')
  return [
    sql`update ${sql.table(table)} as kept set ${changes} from ${recordset(table, rows, [...keys, ...columns])} as changed where ${same}`,
  ]
}

/** All of them in one statement and one round trip. They don't see each other's changes, so each row may be touched by one only. */
export async function writeTogether(db: Kysely<Tables>, statements: readonly RawBuilder<unknown>[]): Promise<void> {
  if (statements.length === 0) return
  const parts = statements.map((statement, index) => sql`${sql.raw(`part_${index}`)} as (${statement})`)
  await sql`${again} with ${sql.join(parts)} select`.execute(db)
}
