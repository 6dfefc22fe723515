import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { isDiskFull } from '#cloud/db/errors'
import { begin } from '#cloud/media/begin'
import { finish } from '#cloud/media/finish'
import { openPhoto } from '#cloud/media/open-photo'
import { permitPhotos } from '#cloud/media/permit-photos'
import { PhotoStoreUnavailable } from '#cloud/media/photo-store'
import { type Result, refuse } from '#cloud/result'
import { authenticate, requireDuty } from '#cloud/session/authenticate'
import { MOST_PHOTO_BYTES } from '#contract/limits'
import { type MediaRequest, mediaRequest } from '#contract/media'
import type { Staff } from '#domain/staff'
import { type Answer, actionsOf, answer, type Call, parse } from './handler'

export async function media({ context, body, ...credentials }: Call): Promise<Answer> {
  if (v.is(oversized, body)) return answer(refuse(4132))
  const request = parse(mediaRequest, body)
  if (!request.ok) return answer(request)
  const actor = await authenticate(context, credentials)
  if (!actor.ok) return answer(actor)
  const onDuty = requireDuty(context, actor.answer)
  return answer(onDuty.ok ? await perform(context, onDuty.answer, request.answer) : onDuty)
}
media.actions = actionsOf(mediaRequest)

/** The one fault of shape that a person can mend, and so has words of its own. */
const oversized = v.object({ photo: v.object({ bytes: v.pipe(v.number(), v.minValue(MOST_PHOTO_BYTES + 1)) }) })

async function perform(context: Context, actor: Staff, request: MediaRequest): Promise<Result<object>> {
  const permitted = await permitPhotos(context, actor, request, request.action === 'open' ? 'see' : 'send')
  if (!permitted.ok) return permitted
  const { photos, log } = context
  if (photos === null) return refuse(5033, '服务器没有设置照片存放的地方')
  try {
    switch (request.action) {
      case 'begin':
        return await begin(context, actor, photos, request)
      case 'finish':
        return await finish(context, photos, request)
      case 'open':
        return await openPhoto(context, photos, request)
      default:
        return request satisfies never
    }
  } catch (error) {
    if (!(error instanceof PhotoStoreUnavailable)) throw error
    log.error({ err: error }, 'photos unavailable')
    return refuse(isDiskFull(error) ? 5070 : 5033)
  }
}
