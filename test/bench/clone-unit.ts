import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../src/cloud/db/tables'

/** What a unit consists of. Sessions are left out, whose tokens are one person's. */
const tables = [
  'unit',
  'unit_head',
  'grid',
  'staff',
  'building',
  'door',
  'operation',
  'visit',
  'stock',
  'staff_day',
  'unit_day',
  'channel_day',
] as const satisfies readonly (keyof Tables)[]

/** Rows of one statement: enough that sorting them stays in memory. */
const ROWS = 200_000
const MEMORY = '512MB'

/** `k00001`, `k00002`, …: in the order in which they are written, so that a primary key only grows at its end. */
export const cloneName = (nth: number): string => `k${String(nth).padStart(5, '0')}`
/** People bear their unit's name, for no two in the whole database are called alike. */
export const clonedPerson = (nth: number, staff: string): string => `${cloneName(nth)}-${staff}`

/**
 * Other units with everything that this one has. Indexes that no constraint needs are made when the rows are there, as a restored copy has
 * them: ten million rows are a matter of minutes then, and of hours otherwise.
 */
export async function cloneUnit(
  db: Kysely<Tables>,
  unit: string,
  copies: number,
  say: (line: string) => void = () => {},
): Promise<void> {
  if (copies === 0) return
  for (const table of tables) {
    const started = Date.now()
    const indexes = await secondaryIndexes(db, table)
    await db.connection().execute(async (own) => {
      await sql`set maintenance_work_mem = ${sql.lit(MEMORY)}`.execute(own)
      await sql`set work_mem = ${sql.lit(MEMORY)}`.execute(own)
      for (const { name } of indexes) await sql`drop index ${sql.ref(name)}`.execute(own)
      await copyRows(own, table, unit, copies)
      for (const { definition } of indexes) await sql.raw(definition).execute(own)
      await sql`reset maintenance_work_mem`.execute(own)
      await sql`reset work_mem`.execute(own)
    })
    if (Date.now() - started > 10_000) say(`${table} in ${Math.round((Date.now() - started) / 1000)} s`)
  }
}

async function secondaryIndexes(db: Kysely<Tables>, table: string) {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid = ${table}::regclass and not exists (select 1 from pg_constraint where conindid = indexrelid)`.execute(
    db,
  )
  return rows
}

async function copyRows(
  db: Kysely<Tables>,
  table: (typeof tables)[number],
  unit: string,
  copies: number,
): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and is_generated = 'NEVER'
    order by ordinal_position`.execute(db)
  const clone = sql`'k' || lpad(nth::text, 5, '0')`
  const own = new Map([
    ['unit_id', clone],
    ['staff_id', sql`${clone} || '-' || staff_id`],
  ])
  const columns = rows.map(({ name }) => name)
  const names = sql.join(columns.map((name) => sql.ref(name)))
  const values = sql.join(columns.map((name) => (own.has(name) ? own.get(name) : sql.ref(name))))
  const { rows: counted } = await sql<{ count: number }>`
    select count(*)::integer as count from ${sql.table(table)} where unit_id = ${unit}`.execute(db)
  const at = Math.max(1, Math.floor(ROWS / Math.max(1, counted[0]?.count ?? 0)))
  for (let from = 1; from <= copies; from += at)
    await sql`insert into ${sql.table(table)} (${names})
      select ${values} from generate_series(${from}::integer, ${Math.min(copies, from + at - 1)}::integer) nth
      cross join ${sql.table(table)} where unit_id = ${unit} order by nth, 2`.execute(db)
}
