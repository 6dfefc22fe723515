import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import type { Random } from '#cloud/world'

export const cipherIds = ['aes-256-gcm', 'sm4-gcm'] as const
export type CipherId = (typeof cipherIds)[number]

/**
 * Closes and opens boxes. A box is text: the cipher's id, a dot, and base64url of IV (12 bytes), ciphertext and tag (16 bytes); one
 * without an id is from before there were two, and AES. `place` is authenticated with it: a box moved to another field or another
 * person does not open. Keys are 32 bytes, whatever the cipher makes of them.
 */
export interface Cipher {
  readonly id: CipherId
  close(key: Uint8Array, place: string, plain: Uint8Array, random: Random): string
  /** Throws when the cipher, the key, the place or a byte is another one. */
  open(key: Uint8Array, place: string, box: string): Buffer
}

/** Authenticated encryption itself: the tag stands at the end of what is closed. */
interface Aead {
  close(key: Uint8Array, iv: Uint8Array, aad: Uint8Array, plain: Uint8Array): Uint8Array
  open(key: Uint8Array, iv: Uint8Array, aad: Uint8Array, closed: Uint8Array): Uint8Array
}

const IV = 12
const TAG = 16

/** SM4 is written in JavaScript and takes a fifth of a second to load: only who uses it waits for it. */
export async function cipherOf(id: CipherId): Promise<Cipher> {
  switch (id) {
    case 'aes-256-gcm':
      return cipherOn(id, aes256Gcm)
    case 'sm4-gcm':
      return cipherOn(id, sm4Gcm((await import('sm-crypto-v2')).sm4))
    default:
      return id satisfies never
  }
}

/** The one that closed the box; `undefined`: none that this build knows. */
export function cipherIdOf(box: string): CipherId | undefined {
  const dot = box.indexOf('.')
  return dot < 0 ? 'aes-256-gcm' : cipherIds.find((id) => id === box.slice(0, dot))
}

function cipherOn(id: CipherId, aead: Aead): Cipher {
  return {
    id,
    close(key, place, plain, random) {
      const iv = random.bytes(IV)
      const closed = aead.close(key, iv, Buffer.from(place, 'utf8'), plain)
      return `${id}.${Buffer.concat([iv, closed]).toString('base64url')}`
    },
    open(key, place, box) {
      if (cipherIdOf(box) !== id) throw new Error('A box of another cipher')
      const bytes = Buffer.from(box.slice(box.indexOf('.') + 1), 'base64url')
      if (bytes.length < IV + TAG) throw new Error('No whole box')
      return Buffer.from(aead.open(key, bytes.subarray(0, IV), Buffer.from(place, 'utf8'), bytes.subarray(IV)))
    },
  }
}

const aes256Gcm: Aead = {
  close(key, iv, aad, plain) {
    const cipher = createCipheriv('aes-256-gcm', key, iv)
    cipher.setAAD(aad)
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  },
  open(key, iv, aad, closed) {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG })
    decipher.setAAD(aad)
    decipher.setAuthTag(closed.subarray(closed.length - TAG))
    return Buffer.concat([decipher.update(closed.subarray(0, closed.length - TAG)), decipher.final()])
  },
}

/** RFC 8998. Node's own OpenSSL has SM4, but not with GCM. */
function sm4Gcm({ encrypt, decrypt }: typeof import('sm-crypto-v2').sm4): Aead {
  return {
    close(key, iv, associatedData, plain) {
      const { output, tag } = encrypt(plain, sm4Key(key), {
        mode: 'gcm',
        iv,
        associatedData,
        output: 'array',
        outputTag: true,
      })
      // The library gives none where none is asked for, and checks none where none is given.
      if (tag?.length !== TAG) throw new Error('SM4-GCM without a tag')
      return Buffer.concat([output, tag])
    },
    open(key, iv, associatedData, closed) {
      const [text, tag] = [closed.subarray(0, closed.length - TAG), closed.subarray(closed.length - TAG)]
      return decrypt(text, sm4Key(key), { mode: 'gcm', iv, associatedData, tag, output: 'array' })
    },
  }
}

/** SM4 takes 16 bytes: made of all 32, and of no use to anything else that the key might ever be used for. */
function sm4Key(key: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, '', 'qiaomen sm4-gcm', 16))
}
