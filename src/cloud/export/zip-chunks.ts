import { Zip, ZipDeflate } from 'fflate'
import { HOUR, type Milliseconds } from '#domain/time'

/** A file of an archive. Its text is asked for bit by bit, so a sheet of a hundred thousand rows never lies in memory. */
export interface ZipEntry {
  readonly path: string
  readonly text: string | AsyncIterable<string>
}

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
  const encoder = new TextEncoder()
  for (const { path, text } of entries) {
    const file = new ZipDeflate(path, { level: 6 })
    file.mtime = wallClock(at)
    zip.add(file)
    for await (const part of typeof text === 'string' ? [text] : text) {
      file.push(encoder.encode(part))
      yield* taken()
    }
    file.push(new Uint8Array(0), true)
    yield* taken()
  }
  zip.end()
  yield* taken()
}

/** An archive's times have no zone and are read off the machine's own: Shanghai's, wherever that machine is. */
function wallClock(at: Milliseconds): Date {
  const there = new Date(at + 8 * HOUR)
  const [year, month, date] = [there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate()]
  return new Date(year, month, date, there.getUTCHours(), there.getUTCMinutes(), there.getUTCSeconds())
}
