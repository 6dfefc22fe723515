import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import { again } from './again'
import { sendUnheard } from './flight'
import { isReference, shardAnchor } from './placement'
import { isSharded } from './sharding'
import type { Tables } from './tables'

/**
 * Statements that write many rows at once. The rows travel as JSON texts and get their columns' types from the table itself,
 * so that a batch is one statement, whatever its size.
 */
export interface Write {
  readonly statement: RawBuilder<unknown>
  /**
   * The same as a statement that a sharded database sends to the shard of the unit that all its rows are of. It writes nothing where that
   * unit has no head yet. Null: of several units, or of a table that lies whole on every node.
   */
  readonly routed: RawBuilder<unknown> | null
  /** Citus takes several changes of one unit in one statement, but no insert, and a change of a whole table would reach one node of all. */
  readonly alone: boolean
}

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
): Write[] {
  const [first] = rows
  if (first === undefined) return []
  const columns = Object.keys(first)
  const values = changing ?? columns.filter((column) => !keys.some((key) => key === column))
  const changes = list(values, (column) => `${column} = excluded.${column}`)
  const conflict = keys.length === 0 ? sql`` : sql` on conflict (${list(keys)}) do update set ${changes}`
  const into = sql`insert into ${sql.table(table)} (${list(columns)})`
  const from = recordset(table, rows, columns)
  const unit = onlyUnit(table, rows)
  // An insert out of a table of the same shard goes there as it is; one out of nothing is read by the coordinator first, and sent row by row.
  const own = list(columns, (column) => (column === '"unit_id"' ? 'anchor.unit_id' : `given.${column}`))
  return [
    {
      statement: sql`${into} select ${list(columns)} from ${from}${conflict}`,
      routed:
        unit === null
          ? null
          : sql`${again} ${into} select ${own} from ${sql.table(shardAnchor)} as anchor cross join ${from} as given where anchor.unit_id = ${unit}${conflict}`,
      alone: true,
    },
  ]
}

/** Gives rows that are there the new values of some columns. */
export function change<Table extends Name>(
  table: Table,
  rows: readonly Partial<Row<Table>>[],
  keys: readonly Column<Table>[],
  columns: readonly Column<Table>[],
): Write[] {
  if (rows.length === 0) return []
  const changes = list(columns, (column) => `${column} = changed.${column}`)
  const same = list(keys, (key) => `kept.${key} = changed.${key}`, ' and ')
  const unit = onlyUnit(table, rows)
  const ofUnit = unit === null ? sql`` : sql` and kept.unit_id = ${unit}`
  return [
    plain(
      sql`update ${sql.table(table)} as kept set ${changes} from ${recordset(table, rows, [...keys, ...columns])} as changed where ${same}${ofUnit}`,
      unit === null,
    ),
  ]
}

/** A change or a removal that names its unit itself; `alone` where it is of a table that lies whole on every node. */
export function plain(statement: RawBuilder<unknown>, alone = false): Write {
  return { statement, routed: null, alone }
}

/** The one unit of all these rows, where that says in which shard they lie. */
function onlyUnit(table: Name, rows: readonly object[]): string | null {
  const [first] = rows
  if (isReference(table) || first === undefined) return null
  const unit = unitOf(first)
  return unit !== null && rows.every((row) => unitOf(row) === unit) ? unit : null
}

function unitOf(row: object): string | null {
  return 'unit_id' in row && typeof row.unit_id === 'string' ? row.unit_id : null
}

/**
 * All of them in one statement. They don't see each other's changes, so each row may be touched by one only. On a sharded database the
 * changes are, and each insert is a statement to the unit's shard. In a transaction nobody waits for it: a failure is told by the transaction's
 * next statement, or its commit.
 */
export async function writeTogether(db: Kysely<Tables>, writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return
  if (!(await isSharded(db))) return together(db, writes)
  for (const write of writes) if (write.alone) await writeAlone(db, write)
  await together(
    db,
    writes.filter(({ alone }) => !alone),
  )
}

async function together(db: Kysely<Tables>, writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return
  const parts = writes.map(({ statement }, index) => sql`${sql.raw(`part_${index}`)} as (${statement})`)
  const written = sql`${again} with ${sql.join(parts)} select`.compile(db)
  if (db.isTransaction) await sendUnheard(db, written)
  else await db.executeQuery(written)
}

async function writeAlone(db: Kysely<Tables>, { statement, routed }: Write): Promise<void> {
  const { numAffectedRows = 0n } = routed === null ? {} : await routed.execute(db)
  if (numAffectedRows === 0n) await statement.execute(db)
}
