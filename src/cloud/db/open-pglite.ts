import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { boundedPool } from './bounded-pool'
import { withCheckpoints } from './checkpoints'
import { lockFolder } from './folder-lock'
import { BEGIN_PLANNED_ONCE, KeptPlans } from './kept-plans'
import type { Limits } from './limits'
import type { Pool } from './pool'
import { PreparedPglite } from './prepared-pglite'
import { requireRoomToOpen, withRoom } from './room'

/** int8 as a number, as on a server. */
export const pgliteParsers = { 20: Number }

/** PostgreSQL inside this process, its data in a folder that only one process may have open. */
export async function openPglite(folder: string, limits: Limits | null = null): Promise<Pool> {
  mkdirSync(folder, { recursive: true })
  const lock = lockFolder(folder)
  try {
    requireRoomToOpen(folder)
    const database = await PGlite.create({ dataDir: path.join(folder, 'pglite'), parsers: pgliteParsers })
    const pool = withCheckpoints(withRoom(poolOf(database, lock.release), folder))
    return limits === null ? pool : boundedPool(pool, limits.waiting)
  } catch (error) {
    lock.release()
    throw error
  }
}

/** PGlite has one connection. Whoever connects waits until the one before has released it, so transactions never mix. */
export function poolOf(database: PGlite, onClosed: () => void = () => {}): Pool {
  let last: Promise<void> = Promise.resolve()
  const statements = new PreparedPglite(database)
  const plans = new KeptPlans()
  return {
    async connect() {
      const before = last
      let release = () => {}
      last = new Promise((resolve) => {
        release = resolve
      })
      await before
      return {
        async query(statement, parameters) {
          if (statement !== BEGIN_PLANNED_ONCE) return statements.query(statement, parameters)
          await database.exec(plans.begin())
          return { rows: [], affected: 0 }
        },
        release,
      }
    },
    async end() {
      await last
      await database.close()
      onClosed()
    },
  }
}
