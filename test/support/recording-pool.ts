import type { Pool } from '#cloud/db/pool'

export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
  /** Of the rows that came back, as JSON. */
  readonly bytes: number
}

export interface RecordingPool extends Pool {
  /** What a piece of work sends to the database, in the order of the answers. */
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
        async query(sql, parameters) {
          const answer = await connection.query(sql, parameters)
          heard?.push({ sql, parameters, bytes: JSON.stringify(answer.rows).length })
          return answer
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
