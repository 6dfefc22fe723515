import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'
import { Zip, type ZipInputFile } from 'fflate'
import { HOUR, type Milliseconds } from '#domain/time'

/** A file of an archive. Its text is asked for bit by bit, so a sheet of a hundred thousand rows never lies in memory. */
export interface ZipEntry {
  readonly path: string
  readonly text: string | AsyncIterable<string>
}

/** Of a sheet's XML 5 makes 2 % more than 6, in two thirds of the time. */
const LEVEL = 5
/** What an archive calls it (APPNOTE.TXT, 4.4.5). */
const DEFLATED = 8

/** The archive as it comes about. The same entries at the same time give the same bytes. */
export async function* zipChunks(entries: readonly ZipEntry[], at: Milliseconds): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  const taken = () => {
    const chunks = ready
    ready = []
    return chunks.filter(({ length }) => length > 0)
  }
  for (const { path, text } of entries) {
    const file: ZipInputFile = { filename: path, size: 0, crc: 0, compression: DEFLATED, mtime: wallClock(at) }
    zip.add(file)
    for await (const chunk of deflated(text, file)) {
      file.ondata?.(null, chunk, false)
      yield* taken()
    }
    file.ondata?.(null, new Uint8Array(0), true)
    yield* taken()
  }
  zip.end()
  yield* taken()
}

/** By a thread of Node's own, while the next part is made; a part or two lie between them. What went in is summed up on `file`. */
async function* deflated(
  text: string | AsyncIterable<string>,
  file: ZipInputFile,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  async function* parts() {
    for await (const part of typeof text === 'string' ? [text] : text) {
      const bytes = Buffer.from(part)
      file.crc = crc32(bytes, file.crc)
      file.size += bytes.length
      yield bytes
    }
  }
  const packer = createDeflateRaw({ level: LEVEL })
  // What breaks the parts breaks the packer, too, and is heard there.
  pipeline(Readable.from(parts(), { highWaterMark: 1 }), packer).catch(() => {})
  yield* packer
}

/** An archive's times have no zone and are read off the machine's own: Shanghai's, wherever that machine is. */
function wallClock(at: Milliseconds): Date {
  const there = new Date(at + 8 * HOUR)
  const [year, month, date] = [there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate()]
  return new Date(year, month, date, there.getUTCHours(), there.getUTCMinutes(), there.getUTCSeconds())
}
