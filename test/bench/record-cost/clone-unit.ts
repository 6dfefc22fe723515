import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../../src/cloud/db/tables'

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

/** Other units with everything that this one has: `k1`, `k2`, … */
export async function cloneUnit(db: Kysely<Tables>, unit: string, copies: number): Promise<void> {
  if (copies === 0) return
  // People bear their unit's name, for no two in the whole database are called alike.
  const own = new Map([
    ['unit_id', sql`'k' || nth`],
    ['staff_id', sql`'k' || nth || '-' || staff_id`],
  ])
  for (const table of tables) {
    const { rows } = await sql<{ name: string }>`
      select column_name as name from information_schema.columns
      where table_schema = current_schema() and table_name = ${table} and is_generated = 'NEVER'`.execute(db)
    const columns = rows.map(({ name }) => name)
    const names = sql.join(columns.map((name) => sql.ref(name)))
    const values = sql.join(columns.map((name) => (own.has(name) ? own.get(name) : sql.ref(name))))
    await sql`insert into ${sql.table(table)} (${names})
      select ${values} from generate_series(1, ${copies}::integer) nth cross join ${sql.table(table)}
      where unit_id = ${unit} order by nth`.execute(db)
  }
}
