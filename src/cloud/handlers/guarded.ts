import { KeyMissing } from '#cloud/vault/data-keys'
import { withKeysOfNow } from '#cloud/vault/stale-vault'
import { problem } from '#contract/problem'
import { type Answer, answer, type Call, type Handler, refusal } from './handler'
import { troubleOf } from './trouble-of'

/**
 * Runs a handler so that whatever breaks becomes a numbered problem: what happened goes to the log under the request's id, and
 * never a word of it to the caller. Each call leaves one line there, with nothing that somebody entered.
 */
export async function guarded(handler: Handler, call: Call, name: string, requestId: string): Promise<Answer> {
  const { clock, log } = call.context
  const began = clock.now()
  const answered = await withKeysOfNow(call.context, () => limited(handler, call)).catch((error: unknown) => {
    const code = troubleOf(error)
    log.error({ err: error, function: name, requestId }, code === 5000 ? 'call failed' : 'database unavailable')
    if (error instanceof KeyMissing)
      return refusal(problem(5032, `FIELD_KEYS 里缺少 ${error.keyId}，编号 ${requestId}`))
    return refusal(problem(code, `编号 ${requestId}`))
  })
  const action = actionOf(handler, call.body)
  const code = codeOf(answered)
  log.info(
    {
      requestId,
      function: name,
      ...(action === undefined ? {} : { action }),
      status: answered.status,
      ...(code === undefined ? {} : { code }),
      ms: clock.now() - began,
    },
    'called',
  )
  return answered
}

/** A session that calls too often is told so before anything is looked up. */
async function limited(handler: Handler, call: Call): Promise<Answer> {
  const { context, token } = call
  const allowed = token === null ? undefined : context.limits?.device(token)
  return allowed === undefined || allowed.ok ? handler(call) : answer(allowed)
}

/** Only a word that this build knows: whatever else stands there was typed by somebody. */
function actionOf({ actions }: Handler, body: unknown): string | undefined {
  const named = body instanceof Object && 'action' in body ? body.action : undefined
  return typeof named === 'string' && actions?.has(named) ? named : undefined
}

function codeOf({ body }: Answer): number | undefined {
  return 'problem' in body && body.problem instanceof Object && 'code' in body.problem
    ? Number(body.problem.code)
    : undefined
}

/** Enough to find a line in the log. */
export function newRequestId(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
