import * as v from 'valibot'
import { beginAnswer, finishAnswer, mediaRequest } from '#contract/media'
import type { OperationId, StaffId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import type { ModelCases } from './model-cases'
import { Refused } from './model-town'

interface ModelPhoto {
  readonly bytes: number
  content: Uint8Array | null
  arrivedAt: Milliseconds | null
  /** How often it became one of the cloud's. */
  arrivals: number
}

export interface ModelPhotos {
  answer(staff: StaffId, body: unknown): unknown
  /** The HTTP status. */
  put(url: string, content: Uint8Array): number
  photo(caseId: OperationId, sha256: string): ModelPhoto | undefined
}

/** Photos as the wire describes them: named, put at an address, looked at. */
export function createModelPhotos(cases: ModelCases, now: () => Milliseconds): ModelPhotos {
  const photos = new Map<string, ModelPhoto>()
  return {
    answer(staff, body) {
      const request = v.parse(mediaRequest, body)
      if (!cases.known.has(request.caseId)) throw new Refused(4045)
      if (!cases.isOf(staff, request.caseId)) throw new Refused(4037)
      switch (request.action) {
        case 'begin': {
          const { sha256, bytes } = request.photo
          const key = `${request.caseId}/${sha256}`
          const known = photos.get(key) ?? { bytes, content: null, arrivedAt: null, arrivals: 0 }
          photos.set(key, known)
          if (known.arrivedAt !== null) return v.parse(beginAnswer, { kind: 'have' })
          return v.parse(beginAnswer, { kind: 'put', url: `model:${key}`, headers: {}, expiresAt: now() + 600_000 })
        }
        case 'finish': {
          const found = photos.get(`${request.caseId}/${request.sha256}`)
          if (found === undefined) throw new Refused(4046)
          if (found.content?.length !== found.bytes) throw new Refused(4157)
          if (found.arrivedAt === null) found.arrivals++
          found.arrivedAt ??= now()
          return v.parse(finishAnswer, { arrivedAt: found.arrivedAt })
        }
        case 'open':
          throw new Refused(4040)
        default:
          return request satisfies never
      }
    },
    put(url, content) {
      const found = photos.get(url.slice('model:'.length))
      if (found === undefined) return 404
      found.content = content
      return 200
    },
    photo: (caseId, sha256) => photos.get(`${caseId}/${sha256}`),
  }
}
