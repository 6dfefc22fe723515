import type { PhotoStore } from '#cloud/media/stores'

export function securityHeaders(photos: PhotoStore | null): Readonly<Record<string, string>> {
  // Photos in a bucket go to and come from there without passing this server.
  const bucket = photos?.kind === 's3' ? ` ${photos.origin}` : ''
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'geolocation=(self), camera=(self), microphone=()',
    // Taro sets styles on elements and puts icons in as data; nothing else comes from another host.
    'content-security-policy': `default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:${bucket}; font-src 'self' data:; connect-src 'self'${bucket}; object-src 'none'; base-uri 'none'; frame-ancestors 'none'`,
  }
}
