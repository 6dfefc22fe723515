import { statfsSync } from 'node:fs'
import { ConfigError } from '#cloud/config'
import type { Pool } from './pool'

const MB = 2 ** 20
/**
 * More than the largest thing that one transaction writes, and four segments of PGlite's log: when it finds no room for the next
 * segment it never returns, and the whole process stands still with it. So it is not let come so far.
 */
const TO_WRITE = 64 * MB
/** What it may write itself when it is opened after a crash. */
const TO_OPEN = 32 * MB
const writing = /\b(insert|update|delete|create|alter|drop|truncate|checkpoint)\b/i

/** PostgreSQL's own code, so that both engines are told of alike. */
export class NoRoom extends Error {
  readonly code = '53100'
}

/** Refuses what would write while the folder's disk is nearly full; what is there can still be read. */
export function withRoom(pool: Pool, folder: string): Pool {
  return {
    ...pool,
    async connect() {
      const connection = await pool.connect()
      return {
        ...connection,
        async query(statement, parameters) {
          if (writing.test(statement) && roomIn(folder) < TO_WRITE)
            throw new NoRoom(`Less than ${TO_WRITE / MB} MB are free where the data lies`)
          return connection.query(statement, parameters)
        },
      }
    },
  }
}

export function requireRoomToOpen(folder: string): void {
  const room = roomIn(folder)
  if (room >= TO_OPEN) return
  throw new ConfigError(
    `The disk of the data folder ${folder} is full: ${Math.floor(room / MB)} MB are free, ${TO_OPEN / MB} are needed to open it. Make room and start again; nothing is lost.`,
  )
}

/** A system call of some microseconds. */
function roomIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
