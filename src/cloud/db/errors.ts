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
/** Connection exceptions, insufficient resources, shutdown and start-up of the server. */
const states = /^(08...|53...|57P0[123])$/
/** pg says these in words only. */
const words =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|is not queryable/

/** The database cannot be reached or cannot serve now: a matter of time, not of the request. */
export function isUnavailable(error: unknown): boolean {
  if (hasCode(error, network) || states.test(codeOf(error))) return true
  if (typeof error !== 'object' || error === null) return false
  if ('message' in error && words.test(String(error.message))) return true
  return 'cause' in error && isUnavailable(error.cause)
}
