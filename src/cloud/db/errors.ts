/** By shape, not by class: a library may have classes of its own. PostgreSQL's error codes (SQLSTATE) and Node's (ECONNREFUSED) stand in the same place. */
export function hasCode(error: unknown, codes: readonly string[]): boolean {
  return codes.includes(codeOf(error))
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

const network = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]
/**
 * Connection exceptions, insufficient resources, shutdown and start-up of the server; a statement, a lock or a transaction that took
 * too long; a server that only reads now; transactions that gave way to each other more often than `retried` tries; its disk failed.
 */
const states = /^(08...|53...|57P0[1235]|57014|55P03|25P03|25006|40001|40P01|58030)$/
/** pg says these in words only. */
const lostWords = /Connection terminated|Client has encountered a connection error|is not queryable|Query read timeout/
const busyWords = /timeout exceeded when trying to connect/

/** So many wait already that nobody else may. */
export class DatabaseBusy extends Error {}

/** The database cannot be reached or cannot serve now: a matter of time, not of the request. */
export function isUnavailable(error: unknown): boolean {
  return inChain(
    error,
    (one) =>
      one instanceof DatabaseBusy ||
      hasCode(one, network) ||
      states.test(codeOf(one)) ||
      says(one, lostWords, busyWords),
  )
}

/** The connection itself is gone or may not be used again: nobody knows what comes over it. */
export function isLost(error: unknown): boolean {
  return hasCode(error, network) || says(error, lostWords)
}

/** Of a statement that was planned once: its tables have changed since. Nothing of its transaction has happened. */
export function isOutdatedPlan(error: unknown): boolean {
  return hasCode(error, ['0A000']) && says(error, /cached plan must not change result type/)
}

const full = ['53100', 'ENOSPC', 'EDQUOT']

/** A disk has no room: of the database, or of a folder. Somebody has to make some. */
export function isDiskFull(error: unknown): boolean {
  return inChain(error, (one) => hasCode(one, full))
}

function says(error: unknown, ...words: readonly RegExp[]): boolean {
  if (typeof error !== 'object' || error === null || !('message' in error)) return false
  const message = String(error.message)
  return words.some((word) => word.test(message))
}

function inChain(error: unknown, is: (error: unknown) => boolean): boolean {
  if (is(error)) return true
  return typeof error === 'object' && error !== null && 'cause' in error && inChain(error.cause, is)
}
