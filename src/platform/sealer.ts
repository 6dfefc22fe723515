import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'
import type { Sealer } from '#sync/ports'
import { bytesOfHex, bytesOfText, hexOfBytes, textOfBytes } from './bytes'

export const KEY_BYTES = 32
/** Drawn at each start: with the count behind it no nonce comes twice, without a random number for each. */
export const START_BYTES = 16
const NONCE_BYTES = 24
/** Poly1305's. */
const TAG_BYTES = 16

/** Of texts, as hex, and of files. */
export interface WholeSealer extends Sealer {
  sealBytes(bytes: Uint8Array): Uint8Array
  /** Null: sealed under another key, or not as it was written. */
  openBytes(sealed: Uint8Array): Uint8Array | null
}

/**
 * XSalsa20-Poly1305 in plain JavaScript: WebCrypto answers later and a mini program has none, but a value is sealed before it is
 * stored. It needs neither tables nor BigInt, which old phones lack.
 */
export function createSealer(key: Uint8Array, start: Uint8Array): WholeSealer {
  let count = 0

  function nextNonce(): Uint8Array {
    const nonce = new Uint8Array(NONCE_BYTES)
    nonce.set(start)
    new DataView(nonce.buffer).setUint32(START_BYTES, ++count)
    return nonce
  }

  function sealBytes(bytes: Uint8Array): Uint8Array {
    const nonce = nextNonce()
    const sealed = xsalsa20poly1305(key, nonce).encrypt(bytes)
    const whole = new Uint8Array(NONCE_BYTES + sealed.length)
    whole.set(nonce)
    whole.set(sealed, NONCE_BYTES)
    return whole
  }

  function openBytes(sealed: Uint8Array): Uint8Array | null {
    if (sealed.length <= NONCE_BYTES) return null
    try {
      return xsalsa20poly1305(key, sealed.subarray(0, NONCE_BYTES)).decrypt(sealed.subarray(NONCE_BYTES))
    } catch {
      return null
    }
  }

  return {
    sealBytes,
    openBytes,
    sealedLength: (bytes) => 2 * (NONCE_BYTES + bytes + TAG_BYTES),
    seal: (text) => hexOfBytes(sealBytes(bytesOfText(text))),
    open(sealed) {
      const bytes = bytesOfHex(sealed)
      const opened = bytes === null ? null : openBytes(bytes)
      try {
        return opened === null ? null : textOfBytes(opened)
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
    sealedLength: () => `${start}.${texts.size}`.length,
    open: (sealed) => texts.get(sealed) ?? null,
  }
}
