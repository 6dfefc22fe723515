import { isUnavailable } from '#cloud/db/errors'
import { KeyMissing } from '#cloud/vault/data-keys'
import { withKeysOfNow } from '#cloud/vault/stale-vault'
import { problem } from '#contract/problem'
import { type Answer, type Call, type Handler, refusal } from './handler'

/**
 * Runs a handler so that whatever breaks becomes a numbered problem: what happened goes to the log under the request's id, and
 * never a word of it to the caller.
 */
export async function guarded(handler: Handler, call: Call, name: string, requestId: string): Promise<Answer> {
  try {
    return await withKeysOfNow(call.context, () => handler(call))
  } catch (error) {
    const unavailable = isUnavailable(error)
    call.context.log.error(
      { err: error, function: name, requestId },
      unavailable ? 'database unavailable' : 'call failed',
    )
    if (error instanceof KeyMissing)
      return refusal(problem(5032, `FIELD_KEYS 里缺少 ${error.keyId}，编号 ${requestId}`))
    return refusal(problem(unavailable ? 5030 : 5000, `编号 ${requestId}`))
  }
}

/** Enough to find a line in the log. */
export function newRequestId(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
