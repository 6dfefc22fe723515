import type { StaffId } from '#domain/ids'
import { dropDeskDrafts } from './desk-draft-keys'
import { forgetAnswers } from './last-answers'
import { closeEngines, isOpenFor } from './open-engines'
import { services } from './services'

/**
 * What a person's session leaves behind on the device when it ends, by sign-out or because the cloud ended it: the records that the
 * cloud does not have yet, with their photos, under his name. The key goes first: cut off after it, what is still there can't be read.
 */
export async function leaveDevice(staff: StaffId): Promise<void> {
  const { forgetKey, recordKeys, store } = services()
  const engines = closeEngines()
  forgetAnswers()
  await Promise.all([forgetKey(staff), recordKeys.drop(staff)])
  for (const engine of engines) engine.clearCopy()
  dropDeskDrafts(store, staff)
  // What is left opens again when this person signs in: who has done so meanwhile keeps his key.
  if (!isOpenFor(staff)) recordKeys.close(staff)
}
