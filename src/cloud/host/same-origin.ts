import type { IncomingMessage } from 'node:http'

type Headers = Pick<IncomingMessage, 'headers'>

/** Whether a browser says that another site's page asks. Whoever is no browser says nothing. */
export function fromElsewhere({ headers }: Headers): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  return headers.origin !== undefined && !isOwn(headers.origin, headers)
}

/**
 * Whether a browser proves that a page of this server asks: what a cookie is worth something for. Browsers leave Sec-Fetch-Site away where
 * there is no TLS; then they name the page's origin with every POST.
 */
export function fromOwnPage({ headers }: Headers): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return headers.origin !== undefined && isOwn(headers.origin, headers)
}

/** A proxy may name itself as the host, and who was asked for besides; no page can make a browser send either. */
function isOwn(origin: string, headers: Headers['headers']): boolean {
  const host = hostOf(origin)
  const forwarded = [headers['x-forwarded-host'] ?? []].flat().join(',').split(',').at(-1)?.trim()
  return host !== null && (host === headers.host || host === forwarded)
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host
  } catch {
    return null
  }
}
