import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { malformed } from '#cloud/operations/malformed'
import { ok, type Result } from '#cloud/result'
import type { Tokens } from '#cloud/session/tokens'
import { type Problem, problem, statusOf } from '#contract/problem'
import { protocolHistory } from '#contract/protocol'
import type { SessionId } from '#domain/ids'

/** One call of a function, however it came: over HTTP or by WeChat's runtime. */
export interface Call {
  readonly context: Context
  readonly body: unknown
  readonly token: string | null
  /** WeChat's word for who calls; null over HTTP. */
  readonly openid: string | null
  /** The network address that the call came from; none on WeChat. */
  readonly from?: string | null
  /** What the browser says that it is; none on WeChat. */
  readonly agent?: string | null
  /** A browser's refresh token, and the session that its page believes to be in. */
  readonly refresh?: string | null
  readonly session?: SessionId | null
}

export interface Answer {
  readonly status: number
  readonly body: object
  /** Of a session that was opened or renewed: the host gives them to the device, in its own way. `none`: they are over. */
  readonly tokens?: Tokens | 'none'
}

export interface Handler {
  (call: Call): Promise<Answer>
  /** What its requests may ask for; the log names no other. */
  readonly actions?: ReadonlySet<string>
}

/** A variant may be of variants. */
interface Requests {
  readonly options: readonly (Requests | { readonly entries: { readonly action: { readonly literal: string } } })[]
}

export function actionsOf(requests: Requests): ReadonlySet<string> {
  return new Set(
    requests.options.flatMap((one) => ('options' in one ? [...actionsOf(one)] : [one.entries.action.literal])),
  )
}

export function answer(result: Result<object>): Answer {
  return result.ok ? { status: 200, body: result.answer } : refusal(result.problem)
}

/** Where there are no cookies (on WeChat) the token goes in the body. */
export function bodyWithToken({ body, tokens }: Answer): object {
  return tokens === undefined || tokens === 'none' ? body : { ...body, token: tokens.access }
}

export function refusal(found: Problem): Answer {
  return { status: statusOf(found), body: { problem: found } }
}

export function parse<Schema extends v.GenericSchema>(schema: Schema, body: unknown): Result<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, body)
  return parsed.success ? ok(parsed.output) : { ok: false, problem: malformed(parsed.issues) }
}

/** Asked before the shape: another version may have another one. */
export function protocolServed(body: unknown): Result<true> {
  const named = body instanceof Object && 'protocol' in body ? body.protocol : undefined
  if (typeof named !== 'number' || protocolHistory.some(({ version }) => version === named)) return ok(true)
  return { ok: false, problem: problem(4002) }
}
