import { createHmac } from 'node:crypto'
import { sameSecret } from '#cloud/same-secret'

/** `<what may be done>.<HMAC-SHA-256 of it>`, both base64url. */
export function signToken(secret: Uint8Array, what: object): string {
  const text = Buffer.from(JSON.stringify(what), 'utf8').toString('base64url')
  return `${text}.${macOf(secret, text).toString('base64url')}`
}

/** The JSON that was signed; null: altered, or made by somebody else. */
export function openToken(secret: Uint8Array, token: string): string | null {
  const [text = '', mac = ''] = token.split('.', 2)
  if (!sameSecret(Buffer.from(mac, 'base64url'), macOf(secret, text))) return null
  return Buffer.from(text, 'base64url').toString('utf8')
}

function macOf(secret: Uint8Array, text: string): Buffer {
  return createHmac('sha256', secret).update(text, 'utf8').digest()
}
