import type { Milliseconds } from '#domain/time'
import { type PhotoStorage, PhotoStoreUnavailable, pathOf } from './photo-store'
import { type S3Place, s3Addresses } from './s3-addresses'
import { type ServiceAnswer, sendRequest } from './send-request'

/** Storage that speaks S3, straight from the device: no photo passes through a function. */
export interface S3Store extends PhotoStorage {
  readonly kind: 's3'
  /** Whence pages load photos, and where they put them. */
  readonly origin: string
}

/** For what the cloud itself asks, at once. */
const OWN_SECONDS = 60

export function s3Store(place: S3Place, now: () => Milliseconds): S3Store {
  const { origin, sign, secondsUntil } = s3Addresses(place, now)
  return {
    kind: 's3',
    origin,
    putAddress(key, bytes, expiresAt) {
      const headers = { 'content-type': 'image/jpeg', 'x-amz-content-sha256': key.sha256 }
      // The length is signed too and not handed out: each platform sends the true one by itself, and lets nobody set it.
      const everything = { ...headers, 'content-length': String(bytes) }
      return { url: sign('PUT', pathOf(key), secondsUntil(expiresAt), { headers: everything }), headers }
    },
    getAddress(key, type, expiresAt) {
      const query = {
        'response-cache-control': 'private, no-store',
        'response-content-disposition': 'inline',
        // As the cloud found it to be, whatever it was stored as.
        'response-content-type': type,
      }
      return sign('GET', pathOf(key), secondsUntil(expiresAt), { query })
    },
    async read(key, most) {
      const answer = await ask('GET', sign('GET', pathOf(key), OWN_SECONDS), most)
      if (answer.status === 404) return null
      if (answer.status === 200 || answer.status === 206) return answer.body
      throw new PhotoStoreUnavailable(`reading: ${answer.status}`)
    },
    async remove(key) {
      const { status } = await ask('DELETE', sign('DELETE', pathOf(key), OWN_SECONDS), 0)
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
