import { createHmac, timingSafeEqual } from 'node:crypto'
import * as v from 'valibot'
import { instant, operationId, sha256, unitId } from '#contract/scalars'
import type { Milliseconds } from '#domain/time'
import { pictureTypes } from './picture-type'

const key = { unit: unitId, caseId: operationId, sha256, expiresAt: instant }

/** What the bearer of an address may do, once said and never looked up again. */
const grant = v.variant('method', [
  v.object({ method: v.literal('PUT'), ...key, bytes: v.number() }),
  v.object({ method: v.literal('GET'), ...key, type: v.picklist(pictureTypes) }),
])
export type Grant = v.InferOutput<typeof grant>

const opened = v.pipe(v.string(), v.parseJson(), grant)

/** `<what may be done>.<HMAC-SHA-256 of it>`, both base64url. */
export function signGrant(secret: Uint8Array, what: Grant): string {
  const text = Buffer.from(JSON.stringify(what), 'utf8').toString('base64url')
  return `${text}.${macOf(secret, text).toString('base64url')}`
}

/** Null: altered, too old, or made by somebody else. */
export function readGrant(secret: Uint8Array, token: string, now: Milliseconds): Grant | null {
  const [text = '', mac = ''] = token.split('.', 2)
  const given = Buffer.from(mac, 'base64url')
  const expected = macOf(secret, text)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const parsed = v.safeParse(opened, Buffer.from(text, 'base64url').toString('utf8'))
  return parsed.success && now < parsed.output.expiresAt ? parsed.output : null
}

function macOf(secret: Uint8Array, text: string): Buffer {
  return createHmac('sha256', secret).update(text, 'utf8').digest()
}
