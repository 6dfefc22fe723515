import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'
import type { Milliseconds } from '#domain/time'
import { closing, descriptor, directoryEntry, localHeader, type Packed, stamp } from './zip-records'

/** A file of an archive. Its text is asked for bit by bit, so a sheet of a hundred thousand rows never lies in memory. */
export interface ZipEntry {
  readonly path: string
  readonly text: string | AsyncIterable<string>
}

/** Of a sheet's XML 5 makes 2 % more than 6, in two thirds of the time. */
const LEVEL = 5

/** The archive as it comes about. The same entries at the same time give the same bytes. */
export async function* zipChunks(entries: readonly ZipEntry[], at: Milliseconds): AsyncGenerator<Uint8Array> {
  const time = stamp(at)
  const directory: Buffer[] = []
  let offset = 0
  const sent = (bytes: Buffer) => {
    offset += bytes.length
    return bytes
  }
  for (const { path, text } of entries) {
    const start = offset
    yield sent(localHeader(path, time))
    const packed = { crc: 0, bytes: 0, size: 0 }
    for await (const chunk of deflated(text, packed)) {
      packed.bytes += chunk.length
      yield sent(chunk)
    }
    yield sent(descriptor(packed))
    directory.push(directoryEntry(path, time, packed, start))
  }
  yield Buffer.concat([...directory, closing(directory, offset)])
}

/** By a thread of Node's own, while the next part is made; a part or two lie between them. */
async function* deflated(
  text: string | AsyncIterable<string>,
  told: { -readonly [Sum in keyof Packed]: Packed[Sum] },
): AsyncGenerator<Buffer> {
  async function* parts() {
    for await (const part of typeof text === 'string' ? [text] : text) {
      const bytes = Buffer.from(part)
      told.crc = crc32(bytes, told.crc)
      told.size += bytes.length
      yield bytes
    }
  }
  const packer = createDeflateRaw({ level: LEVEL })
  // What breaks the parts breaks the packer, too, and is heard there.
  pipeline(Readable.from(parts(), { highWaterMark: 1 }), packer).catch(() => {})
  yield* packer
}
