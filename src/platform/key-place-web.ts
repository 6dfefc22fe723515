import * as v from 'valibot'
import { bytesOfHex, hexOfBytes } from './bytes'
import type { KeyPlace } from './keyring'
import { webStore } from './web-store'

const within = webStore('qiaomen-keys', 'keys')
const ALGORITHM = 'AES-GCM'

/** The account's key, sealed by one that the browser lets nobody take out. Not at the top: a mini program has no CryptoKey. */
const kept = () =>
  v.object({
    wrapping: v.instance(CryptoKey),
    iv: v.instance(Uint8Array<ArrayBuffer>),
    sealed: v.instance(Uint8Array<ArrayBuffer>),
  })
type Kept = v.InferOutput<ReturnType<typeof kept>>

/**
 * IndexedDB, beside the storage that it seals. Null: the page did not come by HTTPS, where a browser has no WebCrypto; then no key is kept.
 */
export function webKeyPlace(): KeyPlace | null {
  if (typeof indexedDB === 'undefined' || globalThis.crypto?.subtle === undefined) return null
  const { subtle } = crypto

  async function wrap(key: string): Promise<Kept> {
    const wrapping = await subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ['encrypt', 'decrypt'])
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const sealed = await subtle.encrypt({ name: ALGORITHM, iv }, wrapping, new Uint8Array(bytesOfHex(key) ?? []))
    return { wrapping, iv, sealed: new Uint8Array(sealed) }
  }

  async function unwrap(found: unknown): Promise<string> {
    const { wrapping, iv, sealed } = v.parse(kept(), found)
    const opened = await subtle.decrypt({ name: ALGORITHM, iv }, wrapping, sealed)
    return hexOfBytes(new Uint8Array(opened))
  }

  return {
    async keep(name, fresh) {
      const known: unknown = await within('readonly', (keys) => keys.get(name))
      if (known !== undefined) return unwrap(known)
      const wrapped = await wrap(fresh)
      // Another tab may have been quicker: what stands is not written over, and is what both use.
      await within('readwrite', (keys) => keys.add(wrapped, name)).catch(() => undefined)
      return unwrap(await within('readonly', (keys) => keys.get(name)))
    },
    async find(name) {
      const known: unknown = await within('readonly', (keys) => keys.get(name))
      return known === undefined ? null : unwrap(known)
    },
    async remove(name) {
      await within('readwrite', (keys) => keys.delete(name))
    },
  }
}

export async function webRandomBytes(count: number): Promise<Uint8Array> {
  return crypto.getRandomValues(new Uint8Array(count))
}
