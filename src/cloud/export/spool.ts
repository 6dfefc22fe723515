import { createWriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Thrown by a disk, not by whoever makes the chunks. */
export class DiskFailed extends Error {}

/** Writes the chunks to a new file as they come, to the disk itself; a file that did not get whole is gone again. */
export async function spool(chunks: AsyncIterable<Uint8Array>, file: string): Promise<void> {
  let made: { readonly error: unknown } | null = null
  async function* watched() {
    try {
      yield* chunks
    } catch (error) {
      made = { error }
      throw error
    }
  }
  try {
    await pipeline(Readable.from(watched()), createWriteStream(file, { flags: 'wx', mode: 0o600 }))
    const handle = await open(file, 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    await rm(file, { force: true })
    throw made === null ? new DiskFailed('a file was not written', { cause: error }) : error
  }
}
