import { type Kysely, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { Manifest } from './records'

type Table = Manifest['tables'][number]

/** Every table but the migrator's, with columns and rows, those first that others refer to. Asked of the database, so that a new table is never forgotten. */
export async function listTables(db: Kysely<Tables>): Promise<readonly Table[]> {
  const columns = await sql<{ table: string; column: string; type: string }>`
    select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and c.relname not like 'kysely\\_%'
    order by c.relname, a.attnum`.execute(db)
  const references = await sql<{ table: string; target: string }>`
    select c.relname as table, t.relname as target
    from pg_constraint r join pg_class c on c.oid = r.conrelid join pg_class t on t.oid = r.confrelid
    where r.contype = 'f' and c.oid <> t.oid`.execute(db)
  const waiting = new Set(columns.rows.map(({ table }) => table))
  const tables: Table[] = []
  while (waiting.size > 0) {
    const free = [...waiting].filter(
      (table) => !references.rows.some((one) => one.table === table && waiting.has(one.target)),
    )
    if (free.length === 0) throw new Error('Tables refer to each other in a circle')
    for (const name of free) {
      waiting.delete(name)
      const counted = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(name)}`.execute(db)
      const ofTable = columns.rows.filter(({ table }) => table === name)
      tables.push({
        name,
        rows: counted.rows[0]?.rows ?? 0,
        columns: ofTable.map(({ column, type }) => ({ name: column, type })),
      })
    }
  }
  return tables
}
