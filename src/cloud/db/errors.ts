/** PostgreSQL's error codes (SQLSTATE) and Node's (ECONNREFUSED) stand in the same place. */
export function hasCode(error: unknown, codes: readonly string[]): boolean {
  return codes.includes(codeOf(error))
}

function codeOf(error: unknown): string {
  if (!(error instanceof Object) || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

const network = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']
/** Connection exceptions, insufficient resources, shutdown and start-up of the server. */
const states = /^(08...|53...|57P0[123])$/
/** pg says these in words only. */
const words = /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|is not queryable/

/** The database cannot be reached or cannot serve now: a matter of time, not of the request. */
export function isUnavailable(error: unknown): boolean {
  if (hasCode(error, network) || states.test(codeOf(error))) return true
  return error instanceof Error && (words.test(error.message) || isUnavailable(error.cause))
}
