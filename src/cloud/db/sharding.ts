import { type Kysely, PostgresAdapter } from 'kysely'
import type { Connection, Pool } from './pool'
import type { Tables } from './tables'

/** What every database and every transaction on it knows: whether its tables are cut over several nodes (Citus). */
export class ShardingAdapter extends PostgresAdapter {
  constructor(public sharded: boolean | null) {
    super()
  }

  /** Once, before the first statement. Whoever cuts a database (`npm run db:distribute`) starts its servers again. */
  async ask(pool: Pool): Promise<void> {
    if (this.sharded !== null) return
    const connection = await pool.connect()
    try {
      this.sharded = (await hasCitus(connection)) && (await isCut(connection))
    } finally {
      connection.release()
    }
  }
}

/** Its catalogue can be named only where it is. */
async function hasCitus(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query(`select to_regclass('pg_catalog.pg_dist_partition') as found`, [])
  return says(rows[0])
}

async function isCut(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query(
    `select 1 as found from pg_dist_partition where logicalrelid = to_regclass('unit_head') and partmethod = 'h'`,
    [],
  )
  return says(rows[0])
}

function says(row: unknown): boolean {
  return typeof row === 'object' && row !== null && 'found' in row && row.found !== null
}

/** Of a transaction without a word to the database; of a database that nobody has used yet, it is opened first. */
export async function isSharded(db: Kysely<Tables>): Promise<boolean> {
  const { adapter } = db.getExecutor()
  if (!(adapter instanceof ShardingAdapter)) return false
  if (adapter.sharded === null) await db.connection().execute(async () => {})
  return adapter.sharded === true
}
