import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Random } from '#cloud/world'

const IV = 12
const TAG = 16

/** AES-256-GCM. `place` is authenticated with it: a box moved to another field or another person does not open. */
export function closeBox(key: Uint8Array, place: string, plain: Uint8Array, random: Random): string {
  const iv = random.bytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(Buffer.from(place, 'utf8'))
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64url')
}

/** Throws when the key, the place or a byte is another one. */
export function openBox(key: Uint8Array, place: string, box: string): Buffer {
  const bytes = Buffer.from(box, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV))
  decipher.setAAD(Buffer.from(place, 'utf8'))
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG))
  return Buffer.concat([decipher.update(bytes.subarray(IV, bytes.length - TAG)), decipher.final()])
}
