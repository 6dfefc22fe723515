import type { Database } from '#cloud/db/database'
import { type RecordingPool, recordingPool } from './recording-pool'
import { openTestDatabase } from './test-database'

/** One database for the tests around it, which can be asked what was sent to it. */
export function recordedDatabase() {
  let pool: RecordingPool
  let database: Database
  beforeAll(async () => {
    database = await openTestDatabase((opened) => {
      pool = recordingPool(opened)
      return pool
    })
  })
  afterAll(() => database?.close())
  return {
    get pool() {
      return pool
    },
    get database() {
      return database
    },
  }
}
