import { hkdfSync } from 'node:crypto'
import type { Config } from '#cloud/config'
import type { MasterKeys } from '#cloud/vault/keys'
import type { Clock } from '#cloud/world'
import type { Exports } from './exports'
import { folderExports } from './folder-exports'
import { s3Exports } from './s3-exports'

/** Where the photos lie there is room for files too. Null: there is no such place, or no key to sign addresses with. */
export function openExports({ photos }: Config, keys: MasterKeys | null, clock: Clock): Exports | null {
  if (photos === null) return null
  switch (photos.kind) {
    case 'folder':
      return keys === null ? null : folderExports(photos.folder, addressKey(keys))
    case 's3':
      return s3Exports(photos, clock.now)
    default:
      return photos satisfies never
  }
}

/** Of the index key, so that every copy of the server knows the addresses of the others; neither that key nor the photos'. */
function addressKey(keys: MasterKeys): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', keys.index, '', 'qiaomen export addresses', 32))
}
