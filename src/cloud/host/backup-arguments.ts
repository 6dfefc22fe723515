import { type Config, ConfigError } from '#cloud/config'
import { type FolderStore, folderStore } from '#cloud/media/folder-store'

/** Without a key nothing is written: a backup in the clear would be everything that the database seals, lying about. */
export function backupKey({ backupKey }: Config): string {
  if (backupKey !== undefined) return backupKey
  throw new ConfigError(
    '没有设置 BACKUP_KEY：备份一律加密。请用 openssl rand -base64 32 做一把密钥，与备份分开保存，再以 BACKUP_KEY 给出。',
  )
}

/** Null: photos lie in a bucket, or nowhere. Nobody is given an address here, so none needs a key. */
export function photoFolder({ photos }: Config): FolderStore | null {
  return photos?.kind === 'folder' ? folderStore(photos.folder, new Uint8Array(32)) : null
}
