import type { IncomingMessage } from 'node:http'
import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { ok, type Result, refuse } from '#cloud/result'
import { sessionId } from '#contract/scalars'
import type { SessionId } from '#domain/ids'
import { cookiesOf } from './cookies'
import { fromElsewhere, fromOwnPage } from './same-origin'

/** In which session a page believes to be; it names no right, it only keeps one tab's words from going under another person's name. */
const SESSION = 'x-session'

export interface HttpCredentials {
  readonly token: string | null
  readonly refresh: string | null
  readonly session: SessionId | null
}

const nobody: HttpCredentials = { token: null, refresh: null, session: null }

/**
 * Who a call over HTTP says that he is. What comes from another site's page is refused before it is asked for anything. `Authorization:
 * Bearer` is for programs, a station's key above all: no page of another site can send it. A cookie comes by itself, so it counts only with
 * JSON from a page of this very server that says which session it means.
 */
export function credentialsOf(
  request: Pick<IncomingMessage, 'headers'>,
  config: Pick<Context['config'], 'behindTls'>,
): Result<HttpCredentials> {
  if (fromElsewhere(request)) return refuse(4280)
  const bearer = bearerOf(request)
  if (bearer !== null) return ok({ ...nobody, token: bearer })
  const cookies = cookiesOf(request, config)
  if (cookies === null) return ok(nobody)
  if (!fromOwnPage(request)) return refuse(4280, '带登录状态的请求须由本网站的页面发出；程序请用 Authorization')
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return refuse(4280, '带登录状态的请求须是 application/json')
  const session = v.safeParse(sessionId, request.headers[SESSION])
  if (!session.success) return ok(nobody)
  return ok({ token: cookies.access, refresh: cookies.refresh, session: session.output })
}

export function bearerOf({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null
}
