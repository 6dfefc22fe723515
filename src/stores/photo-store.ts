import { type OpenAnswer, openAnswer } from '#contract/media'
import type { OperationId, UnitId } from '#domain/ids'
import { services } from './services'
import { type Read, read } from './session-store'

/** Where a photo of a case can be seen for some minutes; people of the case alone get an answer. */
export async function openPhoto(unit: UnitId, caseId: OperationId, sha256: string): Promise<Read<OpenAnswer>> {
  return read(openAnswer, await services().transport.call('media', { action: 'open', unit, caseId, sha256 }))
}
