import * as v from 'valibot'
import { photoName } from './dissuasion'
import { instant, operationId, unitId } from './scalars'

/**
 * Photos of a case. The bytes never travel inside these messages: `begin` names where to PUT them (an address signed for a few
 * minutes, on this server or on S3-compatible storage), `finish` has the cloud read them back, hash them and look at what they are.
 */
export const mediaRequest = v.variant('action', [
  v.object({ action: v.literal('begin'), unit: unitId, caseId: operationId, photo: photoName }),
  v.object({ action: v.literal('finish'), unit: unitId, caseId: operationId, sha256: photoName.entries.sha256 }),
  /** Where to GET it, for people of the case. */
  v.object({ action: v.literal('open'), unit: unitId, caseId: operationId, sha256: photoName.entries.sha256 }),
])
export type MediaRequest = v.InferOutput<typeof mediaRequest>

export const beginAnswer = v.variant('kind', [
  /** The cloud has it already: content-addressed, so a repetition costs nothing. */
  v.object({ kind: v.literal('have') }),
  v.object({
    kind: v.literal('put'),
    url: v.string(),
    headers: v.record(v.string(), v.string()),
    expiresAt: instant,
  }),
])
export type BeginAnswer = v.InferOutput<typeof beginAnswer>

export const finishAnswer = v.object({ arrivedAt: instant })
export type FinishAnswer = v.InferOutput<typeof finishAnswer>

export const openAnswer = v.object({ url: v.string(), expiresAt: instant })
export type OpenAnswer = v.InferOutput<typeof openAnswer>
