import type { PhotoFolder } from './photo-folder'
import type { WholeSealer } from './sealer'

/** Four bytes that no picture begins with. */
const MARK = new Uint8Array([0x51, 0x4d, 0x53, 0x31])

/** A photo whose key is not there: it has not gone, and can be read when the cloud has told the key again. */
export class PhotoLocked extends Error {}

export interface PhotoSeals {
  /** Whose photo is being taken, and the seal for it; null: nobody's, or no key. */
  current(): { readonly staff: string; readonly sealer: WholeSealer } | null
  /** Of everybody whose key is there. */
  all(): readonly WholeSealer[]
}

/** Photos lie sealed until they were sent. `picture`: bytes as an address that an image can show. */
export function sealedFolder(
  inner: PhotoFolder,
  seals: PhotoSeals,
  picture: (bytes: Uint8Array) => Promise<string>,
): PhotoFolder {
  function opened(bytes: Uint8Array): Uint8Array {
    for (const sealer of seals.all()) {
      const found = sealer.openBytes(bytes.subarray(MARK.length))
      if (found !== null) return found
    }
    throw new PhotoLocked()
  }

  async function read(path: string): Promise<Uint8Array | null> {
    const bytes = await inner.read(path)
    return bytes !== null && isSealed(bytes) ? opened(bytes) : bytes
  }

  return {
    async write(name, bytes) {
      const by = seals.current()
      if (by === null) return inner.write(name, bytes)
      const sealed = by.sealer.sealBytes(bytes)
      const whole = new Uint8Array(MARK.length + sealed.length)
      whole.set(MARK)
      whole.set(sealed, MARK.length)
      // The same picture of two people is two files: neither can open the other's.
      return inner.write(`${by.staff}-${name}`, whole)
    },
    read,
    remove: inner.remove,
    async show(path) {
      const bytes = await inner.read(path)
      if (bytes === null) return null
      return isSealed(bytes) ? picture(opened(bytes)) : inner.show(path)
    },
  }
}

function isSealed(bytes: Uint8Array): boolean {
  return MARK.every((byte, at) => bytes[at] === byte)
}
