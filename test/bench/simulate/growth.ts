import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../../src/cloud/db/tables'

/** A table's rows, or one of its indexes. */
export interface Relation {
  readonly table: string
  /** Null: the rows themselves, with what lies out of line. */
  readonly index: string | null
  readonly bytes: number
}

export async function relations(db: Kysely<Tables>): Promise<readonly Relation[]> {
  const { rows } = await sql<Relation>`
    select relname as table, null as index, pg_table_size(oid) as bytes from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace
    union all
    select tables.relname, indexes.relname, pg_relation_size(indexes.oid) from pg_index
    join pg_class tables on tables.oid = indrelid join pg_class indexes on indexes.oid = indexrelid
    where tables.relnamespace = current_schema()::regnamespace`.execute(db)
  return rows
}

export function grown(before: readonly Relation[], after: readonly Relation[]): readonly Relation[] {
  return after
    .map((relation) => {
      const was = before.find(({ table, index }) => table === relation.table && index === relation.index)
      return { ...relation, bytes: relation.bytes - (was?.bytes ?? 0) }
    })
    .filter(({ bytes }) => bytes !== 0)
    .sort((a, b) => b.bytes - a.bytes)
}

export interface Wal {
  readonly bytes: number
  readonly syncs: number
  readonly syncMs: number
  readonly commits: number
  readonly deadlocks: number
}

export async function walOf(db: Kysely<Tables>): Promise<Wal> {
  const { rows } = await sql<Wal>`
    select wal_bytes::bigint as bytes, wal_sync as syncs, wal_sync_time as "syncMs", xact_commit as commits, deadlocks
    from pg_stat_wal, pg_stat_database where datname = current_database()`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('no pg_stat_wal')
  return row
}

export const walSince = (before: Wal, after: Wal): Wal => ({
  bytes: after.bytes - before.bytes,
  syncs: after.syncs - before.syncs,
  syncMs: after.syncMs - before.syncMs,
  commits: after.commits - before.commits,
  deadlocks: after.deadlocks - before.deadlocks,
})
