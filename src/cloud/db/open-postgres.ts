import { Pool as PgPool, types } from 'pg'
import type { Pool } from './dialect'

const INT8 = 20

/**
 * A small pool: a function's instance serves few calls at a time, and more instances are the way to more throughput (a pooler
 * stands in front of the server then).
 */
export function openPostgres(url: string, onLostConnection: (error: Error) => void): Pool {
  const pool = new PgPool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'qiaomen',
    // Instants, places in the log and counts are below 2^53, so int8 is read as a number here as it is on PGlite.
    types: {
      // biome-ignore lint/suspicious/noExplicitAny: pg's own signature
      getTypeParser: (oid: number, format?: any) => (Number(oid) === INT8 ? Number : types.getTypeParser(oid, format)),
    },
  })
  // An idle connection that breaks is replaced by the pool; unheard, its error would end the process.
  pool.on('error', onLostConnection)
  return {
    async connect() {
      const client = await pool.connect()
      return {
        async query(statement, parameters) {
          const { rows, rowCount } = await client.query(statement, [...parameters])
          return { rows, affected: rowCount ?? 0 }
        },
        release: () => client.release(),
      }
    },
    end: () => pool.end(),
  }
}
