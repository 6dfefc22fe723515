import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Context } from '#cloud/context'
import { isDiskFull } from '#cloud/db/errors'
import { type Answer, refusal } from '#cloud/handlers/handler'
import type { FolderStore } from '#cloud/media/folder-store'
import { PhotoStoreUnavailable } from '#cloud/media/photo-store'
import type { Grant } from '#cloud/media/signed-address'
import { problem } from '#contract/problem'
import { readBody } from './read-body'

export type MediaAnswer =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'picture'; readonly bytes: Uint8Array; readonly headers: Readonly<Record<string, string>> }

type GrantOf<Method extends Grant['method']> = Extract<Grant, { method: Method }>

/** `PUT` and `GET /media/<token>` of photos in a folder: the token alone says what may be done, and to which photo. */
export async function serveMedia(
  { photos, clock, log }: Pick<Context, 'photos' | 'clock' | 'log'>,
  token: string,
  request: IncomingMessage,
): Promise<MediaAnswer> {
  if (photos?.kind !== 'folder') return refused(4040)
  const grant = photos.grantOf(token, clock.now())
  if (grant === null || grant.method !== request.method) return refused(4040)
  try {
    return grant.method === 'PUT' ? await receive(photos, grant, request) : await give(photos, grant)
  } catch (error) {
    if (!(error instanceof PhotoStoreUnavailable)) throw error
    log.error({ err: error }, 'photos unavailable')
    return isDiskFull(error) ? refused(5070) : refused(5033)
  }
}

/** Only the very bytes that the address was signed for get in, so nothing can take an arrived photo's place. */
async function receive(photos: FolderStore, grant: GrantOf<'PUT'>, request: IncomingMessage): Promise<MediaAnswer> {
  if (!/^image\/[\w.+-]+$/.test(request.headers['content-type'] ?? '')) return refused(4156)
  const body = await readBody(request, grant.bytes)
  switch (body.kind) {
    case 'too-large':
      return refused(4132)
    case 'gone':
      return refused(4000)
    case 'bytes':
      if (createHash('sha256').update(body.bytes).digest('hex') !== grant.sha256) return refused(4157)
      await photos.write(grant, body.bytes)
      return { kind: 'answer', answer: { status: 200, body: { stored: true } } }
    default:
      return body satisfies never
  }
}

async function give(photos: FolderStore, grant: GrantOf<'GET'>): Promise<MediaAnswer> {
  const bytes = await photos.read(grant, Number.MAX_SAFE_INTEGER)
  if (bytes === null) return refused(4046)
  return {
    kind: 'picture',
    bytes,
    headers: {
      'content-type': grant.type,
      'content-length': String(bytes.length),
      'content-disposition': 'inline',
      'cache-control': 'private, no-store',
      // Opened by itself it is a picture and nothing else, whatever is written in it.
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    },
  }
}

function refused(code: Parameters<typeof problem>[0]): MediaAnswer {
  return { kind: 'answer', answer: refusal(problem(code)) }
}
