import type { Context } from '#cloud/context'

/** A year, as preload lists ask for at least. */
const HSTS_SECONDS = 31_536_000

/** On every answer, a refusal's too. */
export function securityHeaders({
  photos,
  config,
}: Pick<Context, 'photos'> & { readonly config: Pick<Context['config'], 'behindTls'> }): Readonly<
  Record<string, string>
> {
  // Photos in a bucket go to and come from there without passing this server.
  const bucket = photos?.kind === 's3' ? ` ${photos.origin}` : ''
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'geolocation=(self), camera=(self), microphone=()',
    ...(config.behindTls ? { 'strict-transport-security': `max-age=${HSTS_SECONDS}` } : {}),
    'content-security-policy': [
      "default-src 'self'",
      // No script but the build's own files: what somebody typed never runs, even where a page forgot to escape it.
      "script-src 'self'",
      // Taro sets styles on elements and puts icons in as data; nothing else comes from another host.
      "style-src 'self' 'unsafe-inline'",
      `img-src 'self' data: blob:${bucket}`,
      "font-src 'self' data:",
      `connect-src 'self'${bucket}`,
      "frame-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
  }
}
