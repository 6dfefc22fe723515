import { DatabaseBusy } from './errors'
import type { Pool } from './pool'

/** No more than `most` wait for a connection: each holds its request's body, and what waits longest has been given up by its caller. */
export function boundedPool(pool: Pool, most: number): Pool {
  let waiting = 0
  return {
    ...pool,
    async connect() {
      if (waiting >= most) throw new DatabaseBusy(`${most} wait for a connection already`)
      waiting += 1
      try {
        return await pool.connect()
      } finally {
        waiting -= 1
      }
    },
  }
}
