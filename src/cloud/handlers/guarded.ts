import { isUnavailable } from '#cloud/db/errors'
import { problem } from '#contract/problem'
import { type Answer, type Call, type Handler, refusal } from './handler'

/**
 * Runs a handler so that whatever breaks becomes a numbered problem: what happened goes to the log under the request's id, and
 * never a word of it to the caller.
 */
export async function guarded(handler: Handler, call: Call, name: string, requestId: string): Promise<Answer> {
  try {
    return await handler(call)
  } catch (error) {
    const unavailable = isUnavailable(error)
    call.context.log.error(
      { err: error, function: name, requestId },
      unavailable ? 'database unavailable' : 'call failed',
    )
    return refusal(problem(unavailable ? 5030 : 5000, `编号 ${requestId}`))
  }
}

/** Enough to find a line in the log. */
export function newRequestId(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
