import { createHash, createHmac } from 'node:crypto'
import type { Milliseconds } from '#domain/time'

export interface S3Credentials {
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

interface S3Request {
  readonly method: 'GET' | 'PUT' | 'DELETE'
  /** With the query that is part of the request. */
  readonly url: URL
  /** Sent exactly so, or the service refuses. Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly now: Milliseconds
  readonly expiresInSeconds: number
}

/**
 * An address that carries its own permission: AWS Signature Version 4 in query parameters ("Authenticating Requests: Using Query
 * Parameters", Amazon S3 API reference). By hand on `node:crypto`: the runtime of the deployed functions has neither `fetch` nor
 * `crypto.subtle`, which the small libraries for it stand on.
 */
export function presign(request: S3Request, credentials: S3Credentials): string {
  const { method, url, now, expiresInSeconds } = request
  const time = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '')
  const scope = [time.slice(0, 8), credentials.region, 's3', 'aws4_request']
  const headers = Object.entries({ ...request.headers, host: url.host }).sort(byName)
  const signedHeaders = headers.map(([name]) => name).join(';')
  const query = [
    ...url.searchParams,
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', [credentials.accessKeyId, ...scope].join('/')],
    ['X-Amz-Date', time],
    ['X-Amz-Expires', String(expiresInSeconds)],
    ['X-Amz-SignedHeaders', signedHeaders],
  ]
    .map(([name = '', value = '']): [string, string] => [encode(name), encode(value)])
    .sort(byName)
    .map((pair) => pair.join('='))
    .join('&')
  const canonical = [
    method,
    url.pathname,
    query,
    ...headers.map(([name, value]) => `${name}:${value}`),
    '',
    signedHeaders,
    request.headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD',
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), hex(canonical)].join('\n')
  const key = scope.reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${credentials.secretAccessKey}`,
  )
  const signature = createHmac('sha256', key).update(toSign).digest('hex')
  return `${url.origin}${url.pathname}?${query}&X-Amz-Signature=${signature}`
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1
}

function hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** RFC 3986: what `encodeURIComponent` leaves is still too much. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
