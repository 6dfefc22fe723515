import * as v from 'valibot'
import { line, operationId } from './scalars'

/**
 * 依法保留: as long as it stands nothing of that case or crime goes, whatever its age and whoever asks (F24). A crime is called by its
 * paper. The reason is sealed.
 */
const subject = [
  v.strictObject({ about: v.literal('case'), caseId: operationId, reason: line(200) }),
  v.strictObject({ about: v.literal('crime'), paperId: operationId, reason: line(200) }),
] as const

export const holdPlace = v.strictObject({ type: v.literal('hold.place'), body: v.variant('about', [...subject]) })

/** Lifted, its retention runs as if there had been none. */
export const holdLift = v.strictObject({ type: v.literal('hold.lift'), body: v.variant('about', [...subject]) })
