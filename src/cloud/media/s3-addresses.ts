import type { Milliseconds } from '#domain/time'
import { presign, type S3Credentials } from './s3-presign'

export interface S3Place extends S3Credentials {
  /** `https://host`; where the host already begins with the bucket's name, the path does not repeat it. */
  readonly endpoint: string
  readonly bucket: string
}

export interface S3Addresses {
  /** Whence pages load what lies there, and where they put it. */
  readonly origin: string
  readonly secondsUntil: (time: Milliseconds) => number
  sign(
    method: 'GET' | 'PUT' | 'DELETE',
    path: string,
    expiresInSeconds: number,
    more?: {
      readonly query?: Readonly<Record<string, string>>
      readonly headers?: Readonly<Record<string, string>>
    },
  ): string
}

/** Signed addresses of a bucket's objects. */
export function s3Addresses(place: S3Place, now: () => Milliseconds): S3Addresses {
  const endpoint = new URL(place.endpoint)
  const bucketInHost = endpoint.hostname.startsWith(`${place.bucket}.`)
  return {
    origin: endpoint.origin,
    secondsUntil: (time) => Math.max(1, Math.ceil((time - now()) / 1000)),
    sign(method, path, expiresInSeconds, { query = {}, headers = {} } = {}) {
      const url = new URL(`${bucketInHost ? '' : `/${place.bucket}`}/${path}`, endpoint.origin)
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
      return presign({ method, url, headers, now: now(), expiresInSeconds }, place)
    },
  }
}
