import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { hasCode } from '#cloud/db/errors'
import type { Milliseconds } from '#domain/time'
import { type PhotoKey, type PhotoStorage, PhotoStoreUnavailable, pathOf } from './photo-store'
import { type Grant, readGrant, signGrant } from './signed-address'

/** A folder of this server's own, behind its route `/media/<token>`. */
export interface FolderStore extends PhotoStorage {
  readonly kind: 'folder'
  /** What an address of this store allows now. */
  grantOf(token: string, now: Milliseconds): Grant | null
  /** All or nothing: a crash in between leaves no half a photo under its name. */
  write(key: PhotoKey, bytes: Uint8Array): Promise<void>
}

export function folderStore(folder: string, secret: Uint8Array): FolderStore {
  const fileOf = (key: PhotoKey) => path.join(folder, pathOf(key))
  return {
    kind: 'folder',
    putAddress: (key, bytes, expiresAt) => ({
      url: `/media/${signGrant(secret, { method: 'PUT', ...key, bytes, expiresAt })}`,
      headers: { 'content-type': 'image/jpeg' },
    }),
    getAddress: (key, type, expiresAt) => `/media/${signGrant(secret, { method: 'GET', ...key, type, expiresAt })}`,
    grantOf: (token, now) => readGrant(secret, token, now),
    read: (key, most) => orUnavailable(() => readSome(fileOf(key), most)),
    remove: (key) => orUnavailable(() => rm(fileOf(key), { force: true })),
    write: (key, bytes) => orUnavailable(() => writeWhole(fileOf(key), bytes)),
  }
}

async function readSome(file: string, most: number): Promise<Uint8Array | null> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (hasCode(error, ['ENOENT', 'ENOTDIR'])) return null
    throw error
  })
  if (handle === null) return null
  try {
    const { size } = await handle.stat()
    const bytes = new Uint8Array(Math.min(size, most))
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0)
    return bytes.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const unfinished = `${file}.${randomUUID()}.part`
  try {
    const handle = await open(unfinished, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

async function orUnavailable<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    throw new PhotoStoreUnavailable('the folder of photos', { cause })
  }
}
