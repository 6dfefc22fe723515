import type { StaffId } from '#domain/ids'
import type { Sealer } from '#sync/ports'
import { bytesOfHex, hexOfBytes } from './bytes'
import { createForgetfulSealer, createSealer, KEY_BYTES, START_BYTES } from './sealer'
import { within } from './within'

/** Where keys lie, apart from what they seal. Each call may reject: then no key can be kept there. */
export interface KeyPlace {
  /** The key under this name; the fresh one, written now, where there was none. Of two tabs that ask at once both get the same. */
  keep(name: string, fresh: string): Promise<string>
  /** Null: there is none. */
  find(name: string): Promise<string | null>
  remove(name: string): Promise<void>
}

/** Cryptographically random. Rejects where the platform has no such source. */
export type RandomBytes = (count: number) => Promise<Uint8Array>

/** One key for each account of this device: made at the first sign-in, gone with the sign-out, and with it all that it sealed. */
export interface Keyring {
  /** The same to all engines of the account. Never rejects. */
  sealerOf(staff: StaffId): Promise<Sealer>
  /** Never rejects: a key that can't be removed leaves what it sealed to be removed, which is done next. */
  drop(staff: StaffId): Promise<void>
}

/** `place` null: this platform keeps no keys. */
export function createKeyring(place: KeyPlace | null, randomBytes: RandomBytes, start: string): Keyring {
  const sealers = new Map<StaffId, Promise<Sealer>>()

  async function read(staff: StaffId): Promise<Sealer> {
    if (place === null) throw new Error('no place for keys')
    const key = bytesOfHex(await place.keep(nameOf(staff), hexOfBytes(await randomBytes(KEY_BYTES))))
    if (key?.length !== KEY_BYTES) throw new Error('what was kept is no key')
    return createSealer(key, await randomBytes(START_BYTES))
  }

  return {
    sealerOf(staff) {
      const known = sealers.get(staff)
      if (known !== undefined) return known
      const found = within(read(staff)).catch(() => createForgetfulSealer(start))
      sealers.set(staff, found)
      return found
    },
    async drop(staff) {
      sealers.delete(staff)
      if (place !== null) await within(place.remove(nameOf(staff))).catch(() => undefined)
    },
  }
}

function nameOf(staff: StaffId): string {
  return `key/${staff}`
}
