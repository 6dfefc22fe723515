import type { Context } from '#cloud/context'
import { ok, type Result } from '#cloud/result'
import type { BeginAnswer, MediaRequest } from '#contract/media'
import type { Staff } from '#domain/staff'
import { MINUTE } from '#domain/time'
import type { PhotoStore } from './stores'

/** Long enough for 300 KB in a stairwell. */
const PUT_FOR = 10 * MINUTE

/** Names the photo, and says where to put it unless it is there already. */
export async function begin(
  { db, clock }: Context,
  actor: Staff,
  photos: PhotoStore,
  { unit, caseId, photo: { sha256, bytes } }: Extract<MediaRequest, { action: 'begin' }>,
): Promise<Result<BeginAnswer>> {
  const now = clock.now()
  const taken = { bytes, staff_id: actor.id, begun_at: now }
  const begun = await db
    .insertInto('photo')
    .values({ unit_id: unit, case_id: caseId, sha256, type: null, arrived_at: null, ...taken })
    // Whoever named it first with a wrong size must not stand in the way of him who has it.
    .onConflict((conflict) =>
      conflict.columns(['unit_id', 'case_id', 'sha256']).doUpdateSet(taken).where('photo.arrived_at', 'is', null),
    )
    .returning('sha256')
    .executeTakeFirst()
  if (begun === undefined) return ok({ kind: 'have' })
  const expiresAt = now + PUT_FOR
  const { url, headers } = photos.putAddress({ unit, caseId, sha256 }, bytes, expiresAt)
  return ok({ kind: 'put', url, headers: { ...headers }, expiresAt })
}
