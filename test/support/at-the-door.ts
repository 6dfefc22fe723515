import type { Engine, PhotoFile } from '#sync/engine-api'
import { attempt, dispatchedCase } from './case-drafts'
import { idOf, type SetUp, setUp } from './sync-set-up'

/** A worker at the door of a case, the network good so far. */
export async function atTheDoor() {
  const made = setUp()
  const { id } = await dispatchedCase(made)
  await made.phone.engine().sync()
  made.phone.calls.length = 0
  return { ...made, id }
}

export const named = ({ sha256, bytes }: PhotoFile) => ({ sha256, bytes })
export const statuses = (engine: Engine) => engine.photos().map(({ status }) => status.kind)
export const inCloud = ({ cloud }: SetUp, { caseId, sha256 }: PhotoFile) => {
  const found = cloud.photos.photo(caseId, sha256)
  return found === undefined ? null : { arrivals: found.arrivals, bytes: found.content?.length ?? 0 }
}
export const onceIn = (photo: PhotoFile) => ({ arrivals: 1, bytes: photo.bytes })

/** Saved together, as the page does. */
export function logWith(engine: Engine, ...photos: readonly PhotoFile[]) {
  for (const photo of photos) if (!engine.keepPhoto(photo)) throw new Error('no room')
  const [first] = photos
  if (first === undefined) throw new Error('no photo')
  return idOf(engine.save(attempt(first.caseId, { photos: photos.map(named) })))
}
