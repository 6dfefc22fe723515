import type { StaffId } from '#domain/ids'
import { dropDeskDrafts } from './desk-draft-keys'
import { detachEngines } from './field-store'
import { forgetAnswers } from './last-answers'
import { services } from './services'

/**
 * What a person's session leaves behind on the device when it ends, by sign-out or because the cloud ended it: the records that the
 * cloud does not have yet, with their photos, under his name. The key goes first: cut off after it, what is still there can't be read.
 */
export async function leaveDevice(staff: StaffId): Promise<void> {
  const engines = detachEngines()
  forgetAnswers()
  await services().forgetKey(staff)
  for (const engine of engines) engine.clearCopy()
  dropDeskDrafts(services().store, staff)
}
