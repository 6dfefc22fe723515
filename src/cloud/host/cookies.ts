import type { IncomingMessage } from 'node:http'
import type { Context } from '#cloud/context'
import type { Tokens } from '#cloud/session/tokens'
import type { Milliseconds } from '#domain/time'

interface Named {
  readonly access: string
  readonly refresh: string
}

/** Under TLS a name that no browser lets a page without it set. */
function namesOf({ behindTls }: Pick<Context['config'], 'behindTls'>): Named {
  const prefix = behindTls ? '__Secure-' : ''
  return { access: `${prefix}qm-access`, refresh: `${prefix}qm-refresh` }
}

/** No script reads them, no other site's page sends them, and each goes only where it is asked for. */
export function tokenCookies(
  tokens: Tokens | 'none',
  config: Pick<Context['config'], 'behindTls'>,
  now: Milliseconds,
): readonly string[] {
  const names = namesOf(config)
  const cookie = (name: string, value: string, path: string, until: Milliseconds) =>
    `${name}=${value}; Path=${path}; Max-Age=${Math.max(0, Math.floor((until - now) / 1000))}; HttpOnly; SameSite=Strict${config.behindTls ? '; Secure' : ''}`
  if (tokens === 'none') return [cookie(names.access, '', '/fn', now), cookie(names.refresh, '', '/fn/session', now)]
  return [
    cookie(names.access, tokens.access, '/fn', tokens.accessUntil),
    ...(tokens.refresh === null ? [] : [cookie(names.refresh, tokens.refresh, '/fn/session', tokens.sessionUntil)]),
  ]
}

/** What the browser sent of ours; null: nothing. */
export function cookiesOf(
  { headers }: Pick<IncomingMessage, 'headers'>,
  config: Pick<Context['config'], 'behindTls'>,
): { readonly access: string | null; readonly refresh: string | null } | null {
  const names = namesOf(config)
  const sent = new Map(
    (headers.cookie ?? '').split(';').map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const
    }),
  )
  const access = sent.get(names.access) || null
  const refresh = sent.get(names.refresh) || null
  return access === null && refresh === null ? null : { access, refresh }
}
