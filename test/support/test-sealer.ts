import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Sealer } from '#sync/ports'

/** A sealer with a key of its own. */
export function createTestSealer(): Sealer {
  const key = randomBytes(32)
  return {
    seal(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
    },
    sealedLength: (bytes) => 4 * Math.ceil((12 + 16 + bytes) / 3),
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
        decipher.setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
  }
}
