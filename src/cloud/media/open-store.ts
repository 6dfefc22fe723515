import { hkdfSync } from 'node:crypto'
import type { Config } from '#cloud/config'
import type { MasterKeys } from '#cloud/vault/keys'
import type { Clock } from '#cloud/world'
import { folderStore } from './folder-store'
import { s3Store } from './s3-store'
import type { PhotoStore } from './stores'

/** Null: this server keeps no photos. Without keys there are no cases either. */
export function openPhotoStore({ photos }: Config, keys: MasterKeys | null, clock: Clock): PhotoStore | null {
  if (photos === null || keys === null) return null
  switch (photos.kind) {
    case 'folder':
      return folderStore(photos.folder, addressKey(keys))
    case 's3':
      return s3Store(photos, clock.now)
    default:
      return photos satisfies never
  }
}

/** Of the index key, so that every copy of the server knows the addresses of the others; never that key itself. */
function addressKey(keys: MasterKeys): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', keys.index, '', 'qiaomen photo addresses', 32))
}
