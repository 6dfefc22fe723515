import type { Pool } from '../../src/cloud/db/dialect'

export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

export interface RecordingPool extends Pool {
  /** What a piece of work sends to the database, in its order. */
  recorded(work: () => Promise<unknown>): Promise<readonly Statement[]>
}

/** The same pool, which can be asked to write down what goes through it. */
export function recordingPool(pool: Pool): RecordingPool {
  let heard: Statement[] | null = null
  return {
    end: () => pool.end(),
    async connect() {
      const connection = await pool.connect()
      return {
        query(sql, parameters) {
          heard?.push({ sql, parameters })
          return connection.query(sql, parameters)
        },
        release: () => connection.release(),
      }
    },
    async recorded(work) {
      const statements: Statement[] = []
      heard = statements
      try {
        await work()
      } finally {
        heard = null
      }
      return statements
    },
  }
}
