import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'
import type { Sealer } from '#sync/ports'
import { bytesOfHex, bytesOfText, hexOfBytes, textOfBytes } from './bytes'

export const KEY_BYTES = 32
/** Drawn at each start: with the count behind it no nonce comes twice, without a random number for each. */
export const START_BYTES = 16
const NONCE_BYTES = 24

/**
 * XSalsa20-Poly1305 in plain JavaScript: WebCrypto answers later and a mini program has none, but a value is sealed before it is
 * stored. It needs neither tables nor BigInt, which old phones lack.
 */
export function createSealer(key: Uint8Array, start: Uint8Array): Sealer {
  let count = 0

  function nextNonce(): Uint8Array {
    const nonce = new Uint8Array(NONCE_BYTES)
    nonce.set(start)
    new DataView(nonce.buffer).setUint32(START_BYTES, ++count)
    return nonce
  }

  return {
    seal(text) {
      const nonce = nextNonce()
      return hexOfBytes(nonce) + hexOfBytes(xsalsa20poly1305(key, nonce).encrypt(bytesOfText(text)))
    },
    open(sealed) {
      const bytes = bytesOfHex(sealed)
      if (bytes === null || bytes.length <= NONCE_BYTES) return null
      try {
        const opened = xsalsa20poly1305(key, bytes.subarray(0, NONCE_BYTES)).decrypt(bytes.subarray(NONCE_BYTES))
        return textOfBytes(opened)
      } catch {
        return null
      }
    },
  }
}

/** Where no key can be kept: what it seals is in memory alone, and gone with the app. */
export function createForgetfulSealer(start: string): Sealer {
  const texts = new Map<string, string>()
  return {
    seal(text) {
      const name = `${start}.${texts.size}`
      texts.set(name, text)
      return name
    },
    open: (sealed) => texts.get(sealed) ?? null,
  }
}
