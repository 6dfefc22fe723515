import { isDiskFull } from './errors'
import type { Connection, Pool } from './pool'

/** One segment of the log: replaying it takes a tenth of a second, writing what it holds into the tables not much more. */
const MOST_BEHIND = 16 * 2 ** 20
/** Statements between two looks, for a look costs as much as a small one. */
const LOOK_EVERY = 64

/**
 * PostgreSQL has a process of its own that makes checkpoints. Within PGlite there is none: from opening to closing its log would only grow,
 * and whoever starts after a kill would replay all of it.
 */
export function withCheckpoints(pool: Pool): Pool {
  let statements = 0
  return {
    ...pool,
    async connect() {
      const connection = await pool.connect()
      if (statements >= LOOK_EVERY) {
        statements = 0
        try {
          await catchUp(connection)
        } catch (error) {
          connection.release()
          throw error
        }
      }
      return {
        ...connection,
        query(statement, parameters) {
          statements += 1
          return connection.query(statement, parameters)
        },
      }
    },
  }
}

async function catchUp(connection: Connection): Promise<void> {
  const { rows } = await connection.query(
    'select from pg_control_checkpoint() where pg_current_wal_lsn() - redo_lsn > $1',
    [MOST_BEHIND],
  )
  if (rows.length === 0) return
  // What is there can still be read while there is no room; later there may be some.
  await connection.query('checkpoint', []).catch((error: unknown) => {
    if (!isDiskFull(error)) throw error
  })
}
