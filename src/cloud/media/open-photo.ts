import type { Context } from '#cloud/context'
import { ok, type Result, refuse } from '#cloud/result'
import type { MediaRequest, OpenAnswer } from '#contract/media'
import { MINUTE } from '#domain/time'
import { pictureTypes } from './picture-type'
import type { PhotoStore } from './stores'

const GET_FOR = 5 * MINUTE

/** Only what arrived, and only under the case it arrived for. */
export async function openPhoto(
  { db, clock }: Context,
  photos: PhotoStore,
  { unit, caseId, sha256 }: Extract<MediaRequest, { action: 'open' }>,
): Promise<Result<OpenAnswer>> {
  const row = await db
    .selectFrom('photo')
    .select('type')
    .where((eb) => eb.and({ unit_id: unit, case_id: caseId, sha256 }))
    .where('arrived_at', 'is not', null)
    .executeTakeFirst()
  const type = pictureTypes.find((known) => known === row?.type)
  if (type === undefined) return refuse(4046)
  const expiresAt = clock.now() + GET_FOR
  return ok({ url: photos.getAddress({ unit, caseId, sha256 }, type, expiresAt), expiresAt })
}
