import { createWriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Thrown by a disk, not by whoever makes the chunks. */
export class DiskFailed extends Error {}

/** Writes the chunks to a new file as they come, to the disk itself; a file that did not get whole is gone again. */
export async function spool(chunks: AsyncIterable<Uint8Array>, file: string): Promise<void> {
  // Each end hears of the other's error as of its own: whose it is, the first one tells.
  let first: 'maker' | 'disk' | null = null
  async function* watched() {
    try {
      yield* chunks
    } catch (error) {
      first ??= 'maker'
      throw error
    }
  }
  const written = createWriteStream(file, { flags: 'wx', mode: 0o600 })
  written.once('error', () => {
    first ??= 'disk'
  })
  try {
    await pipeline(Readable.from(watched()), written)
    const handle = await open(file, 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    await rm(file, { force: true })
    throw first === 'maker' ? error : new DiskFailed('a file was not written', { cause: error })
  }
}
