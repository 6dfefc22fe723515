import type { Milliseconds } from '#domain/time'
import { type PhotoKey, type PhotoStorage, PhotoStoreUnavailable, pathOf } from './photo-store'
import { presign, type S3Credentials } from './s3-presign'
import { type ServiceAnswer, sendRequest } from './send-request'

export interface S3Place extends S3Credentials {
  /** `https://host`; where the host already begins with the bucket's name, the path does not repeat it. */
  readonly endpoint: string
  readonly bucket: string
}

/** Storage that speaks S3, straight from the device: no photo passes through a function. */
export interface S3Store extends PhotoStorage {
  readonly kind: 's3'
  /** Whence pages load photos, and where they put them. */
  readonly origin: string
}

/** For what the cloud itself asks, at once. */
const OWN_SECONDS = 60

export function s3Store(place: S3Place, now: () => Milliseconds): S3Store {
  const endpoint = new URL(place.endpoint)
  const bucketInHost = endpoint.hostname.startsWith(`${place.bucket}.`)
  const origin = endpoint.origin
  const urlOf = (key: PhotoKey, query: Readonly<Record<string, string>> = {}) => {
    const url = new URL(`${bucketInHost ? '' : `/${place.bucket}`}/${pathOf(key)}`, origin)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return url
  }
  const signed = (
    method: 'GET' | 'PUT' | 'DELETE',
    url: URL,
    expiresInSeconds: number,
    headers: Readonly<Record<string, string>> = {},
  ) => presign({ method, url, headers, now: now(), expiresInSeconds }, place)
  const secondsUntil = (time: Milliseconds) => Math.max(1, Math.ceil((time - now()) / 1000))
  return {
    kind: 's3',
    origin,
    putAddress(key, bytes, expiresAt) {
      const headers = { 'content-type': 'image/jpeg', 'x-amz-content-sha256': key.sha256 }
      // The length is signed too and not handed out: each platform sends the true one by itself, and lets nobody set it.
      const everything = { ...headers, 'content-length': String(bytes) }
      return { url: signed('PUT', urlOf(key), secondsUntil(expiresAt), everything), headers }
    },
    getAddress(key, type, expiresAt) {
      const query = {
        'response-cache-control': 'private, no-store',
        'response-content-disposition': 'inline',
        // As the cloud found it to be, whatever it was stored as.
        'response-content-type': type,
      }
      return signed('GET', urlOf(key, query), secondsUntil(expiresAt))
    },
    async read(key, most) {
      const address = signed('GET', urlOf(key), OWN_SECONDS)
      const answer = await ask('GET', address, most)
      if (answer.status === 404) return null
      if (answer.status === 200 || answer.status === 206) return answer.body
      throw new PhotoStoreUnavailable(`reading: ${answer.status}`)
    },
    async remove(key) {
      const { status } = await ask('DELETE', signed('DELETE', urlOf(key), OWN_SECONDS), 0)
      if (status !== 200 && status !== 204 && status !== 404) throw new PhotoStoreUnavailable(`removing: ${status}`)
    },
  }
}

async function ask(method: 'GET' | 'DELETE', address: string, most: number): Promise<ServiceAnswer> {
  try {
    return await sendRequest(method, address, most)
  } catch (cause) {
    throw new PhotoStoreUnavailable('no answer', { cause })
  }
}
