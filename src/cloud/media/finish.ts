import { createHash } from 'node:crypto'
import type { Context } from '#cloud/context'
import { ok, type Result, refuse } from '#cloud/result'
import type { FinishAnswer, MediaRequest } from '#contract/media'
import type { ProblemCode } from '#contract/problem'
import { type PictureType, pictureType } from './picture-type'
import type { PhotoStore } from './stores'

/** Believes nobody: reads the bytes back and looks what they are. From then on, and not before, the photo can be opened. */
export async function finish(
  { db, clock }: Context,
  photos: PhotoStore,
  { unit, caseId, sha256 }: Extract<MediaRequest, { action: 'finish' }>,
): Promise<Result<FinishAnswer>> {
  const itsRow = { unit_id: unit, case_id: caseId, sha256 }
  const rows = db.selectFrom('photo').where((eb) => eb.and(itsRow))
  const row = await rows.select(['bytes', 'arrived_at']).executeTakeFirst()
  if (row === undefined) return refuse(4046)
  if (row.arrived_at !== null) return ok({ arrivedAt: row.arrived_at })
  const key = { unit, caseId, sha256 }
  const bytes = await photos.read(key, row.bytes + 1)
  // Not a fault of the photo: its sender starts over and puts it again.
  if (bytes === null) return refuse(5033, '还没有收到这张照片')
  const found = looked(bytes, row.bytes, sha256)
  if (found.kind === 'refused') {
    await photos.remove(key)
    await db
      .deleteFrom('photo')
      .where((eb) => eb.and(itsRow))
      .where('arrived_at', 'is', null)
      .execute()
    return refuse(found.code)
  }
  await db
    .updateTable('photo')
    .set({ type: found.type, arrived_at: clock.now() })
    .where((eb) => eb.and(itsRow))
    .where('arrived_at', 'is', null)
    .execute()
  // Read again: of two that finish at once, both tell the time that stayed.
  const { arrived_at: arrivedAt = null } = (await rows.select('arrived_at').executeTakeFirst()) ?? {}
  return arrivedAt === null ? refuse(4046) : ok({ arrivedAt })
}

type Look =
  | { readonly kind: 'picture'; readonly type: PictureType }
  | { readonly kind: 'refused'; readonly code: ProblemCode }

function looked(bytes: Uint8Array, agreed: number, sha256: string): Look {
  if (bytes.length !== agreed || createHash('sha256').update(bytes).digest('hex') !== sha256)
    return { kind: 'refused', code: 4157 }
  const type = pictureType(bytes)
  return type === null ? { kind: 'refused', code: 4156 } : { kind: 'picture', type }
}
