import { type Kysely, sql } from 'kysely'
import { hasCode } from './errors'
import { distributedTables, referenceTables, shardAnchor } from './placement'
import type { Tables } from './tables'

/** What stands in the way, to be told to whoever runs the command. */
export class CannotDistribute extends Error {}

export interface Distributed {
  /** Those that were not yet. */
  readonly tables: readonly (keyof Tables)[]
  readonly nodes: number
  readonly shards: number
}

/** Of a file that is not there: Citus is not installed. Of a feature that is not there: it is, but was not loaded at start. */
const NOT_INSTALLED = ['58P01', '0A000', '55000', 'XX000']

/**
 * Cuts the migrated schema, empty or filled, by `unit_id` over the workers that were added to it. All of it or nothing, for half of it
 * answers no query; a table that is placed already stays where it is, so that it can be run again, and after a later migration must.
 */
export async function distribute(db: Kysely<Tables>, shards: number): Promise<Distributed> {
  await requireCitus(db)
  const tables = await db.transaction().execute(async (trx) => {
    // A reference table that others point at is cut in one connection to each node, so that the next step sees it.
    await sql`set local citus.multi_shard_modify_mode to 'sequential'`.execute(trx)
    await sql`select pg_advisory_xact_lock(hashtext('qiaomen distribute'))`.execute(trx)
    const placed = await placedTables(trx)
    const whole = referenceTables.filter((name) => !placed.has(name))
    const cut = distributedTables.filter((name) => !placed.has(name))
    for (const name of whole) await sql`select create_reference_table(${name})`.execute(trx)
    for (const name of cut) {
      await (name === shardAnchor
        ? sql`select create_distributed_table(${name}, 'unit_id', colocate_with => 'none', shard_count => ${shards}::int)`
        : sql`select create_distributed_table(${name}, 'unit_id', colocate_with => ${shardAnchor})`
      ).execute(trx)
    }
    return [...whole, ...cut]
  })
  await emptyLocalCopies(db, tables)
  return { tables, ...(await shape(db)) }
}

async function requireCitus(db: Kysely<Tables>): Promise<void> {
  try {
    await sql`create extension if not exists citus`.execute(db)
  } catch (error) {
    if (!hasCode(error, NOT_INSTALLED)) throw error
    throw new CannotDistribute('这个 PostgreSQL 没有 Citus：请先安装它，并写进 shared_preload_libraries。', {
      cause: error,
    })
  }
}

async function placedTables(db: Kysely<Tables>): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ readonly name: string }>`
    select relname as name from pg_dist_partition join pg_class on pg_class.oid = logicalrelid where partmethod in ('h', 'n') and (partmethod = 'h' or repmodel = 't')
  `.execute(db)
  return new Set(rows.map(({ name }) => name))
}

/** What lay in the tables before they were cut is in the shards now, and still here, where no query looks. */
async function emptyLocalCopies(db: Kysely<Tables>, tables: readonly string[]): Promise<void> {
  for (const name of tables)
    await sql`select truncate_local_data_after_distributing_table(${name}::regclass)`.execute(db)
}

async function shape(db: Kysely<Tables>): Promise<Pick<Distributed, 'nodes' | 'shards'>> {
  const { rows } = await sql<Pick<Distributed, 'nodes' | 'shards'>>`
    select count(distinct groupid) as nodes, count(distinct shardid) as shards
    from pg_dist_shard join pg_dist_placement using (shardid) where logicalrelid = ${shardAnchor}::regclass
  `.execute(db)
  return rows[0] ?? { nodes: 0, shards: 0 }
}
