import { randomUUID } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import * as v from 'valibot'
import { hasCode } from '#cloud/db/errors'
import { openToken, signToken } from '#cloud/media/signed-token'
import { instant, operationId, unitId } from '#contract/scalars'
import type { Milliseconds } from '#domain/time'
import { type ExportKey, type ExportStore, ExportStoreUnavailable, pathOf } from './export-store'
import { fileTypes } from './file-type'
import { DiskFailed, spool } from './spool'

const grant = v.object({
  unit: unitId,
  id: operationId,
  fileName: v.string(),
  type: v.picklist(fileTypes),
  expiresAt: instant,
})
export type ExportGrant = v.InferOutput<typeof grant>
const opened = v.pipe(v.string(), v.parseJson(), grant)

/** A folder of this server's own, behind its route `/export/<token>`. */
export interface FolderExports extends ExportStore {
  readonly kind: 'folder'
  /** What an address of this store allows now; null: altered, too old, or made by somebody else. */
  grantOf(token: string, now: Milliseconds): ExportGrant | null
  /** Null: it is not there any more. */
  open(key: ExportKey): Promise<{ readonly bytes: number; readonly stream: ReadStream } | null>
}

export function folderExports(folder: string, secret: Uint8Array): FolderExports {
  const fileOf = (key: ExportKey) => path.join(folder, pathOf(key))
  return {
    kind: 'folder',
    async keep(key, chunks) {
      const file = fileOf(key)
      const unfinished = `${file}.${randomUUID()}.part`
      await orUnavailable(() => mkdir(path.dirname(file), { recursive: true, mode: 0o700 }))
      try {
        await spool(chunks, unfinished)
      } catch (error) {
        throw error instanceof DiskFailed
          ? new ExportStoreUnavailable('the folder of exports', { cause: error })
          : error
      }
      await orUnavailable(() => rename(unfinished, file))
    },
    getAddress: ({ unit, id }, { fileName, type }, expiresAt) =>
      `/export/${signToken(secret, { unit, id, fileName, type, expiresAt } satisfies ExportGrant)}`,
    remove: (key) => orUnavailable(() => rm(fileOf(key), { force: true })),
    grantOf(token, now) {
      const parsed = v.safeParse(opened, openToken(secret, token))
      return parsed.success && now < parsed.output.expiresAt ? parsed.output : null
    },
    open: (key) => orUnavailable(() => openWhole(fileOf(key))),
  }
}

async function openWhole(file: string): Promise<{ readonly bytes: number; readonly stream: ReadStream } | null> {
  try {
    const { size } = await stat(file)
    return { bytes: size, stream: createReadStream(file) }
  } catch (error) {
    if (hasCode(error, ['ENOENT'])) return null
    throw error
  }
}

async function orUnavailable<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    throw new ExportStoreUnavailable('the folder of exports', { cause })
  }
}
