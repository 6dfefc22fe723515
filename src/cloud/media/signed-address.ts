import * as v from 'valibot'
import { instant, operationId, sha256, unitId } from '#contract/scalars'
import type { Milliseconds } from '#domain/time'
import { pictureTypes } from './picture-type'
import { openToken, signToken } from './signed-token'

const key = { unit: unitId, caseId: operationId, sha256, expiresAt: instant }

/** What the bearer of an address may do, once said and never looked up again. */
const grant = v.variant('method', [
  v.object({ method: v.literal('PUT'), ...key, bytes: v.number() }),
  v.object({ method: v.literal('GET'), ...key, type: v.picklist(pictureTypes) }),
])
export type Grant = v.InferOutput<typeof grant>

const opened = v.pipe(v.string(), v.parseJson(), grant)

export function signGrant(secret: Uint8Array, what: Grant): string {
  return signToken(secret, what)
}

/** Null: altered, too old, or made by somebody else. */
export function readGrant(secret: Uint8Array, token: string, now: Milliseconds): Grant | null {
  const parsed = v.safeParse(opened, openToken(secret, token))
  return parsed.success && now < parsed.output.expiresAt ? parsed.output : null
}
