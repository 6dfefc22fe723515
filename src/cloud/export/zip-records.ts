import { HOUR, type Milliseconds } from '#domain/time'

/** What an archive says of a file once all of it is written. */
export interface Packed {
  readonly crc: number
  /** As they lie in the archive. */
  readonly bytes: number
  /** Of the text itself. */
  readonly size: number
}

/**
 * The parts of an archive around what is packed (APPNOTE.TXT, 4.3), without its extension for more than 4 GB: a larger number throws where it
 * is written. Paths are ASCII.
 */
export function localHeader(path: string, time: number): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  writeKind(header, 4, time)
  header.writeUInt16LE(path.length, 26)
  return Buffer.concat([header, Buffer.from(path, 'latin1')])
}

/** Behind the file, for nobody knew them before. */
export function descriptor({ crc, bytes, size }: Packed): Buffer {
  const record = Buffer.alloc(16)
  record.writeUInt32LE(0x08074b50, 0)
  writeSums(record, 4, { crc, bytes, size })
  return record
}

export function directoryEntry(path: string, time: number, packed: Packed, offset: number): Buffer {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(VERSION, 4)
  writeKind(entry, 6, time)
  writeSums(entry, 16, packed)
  entry.writeUInt16LE(path.length, 28)
  entry.writeUInt32LE(offset, 42)
  return Buffer.concat([entry, Buffer.from(path, 'latin1')])
}

/** The end, which says where the directory begins. */
export function closing(directory: readonly Buffer[], offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  )
  end.writeUInt32LE(offset, 16)
  return end
}

/** An archive's times have no zone: they are Shanghai's. Two 16-bit words, date above time; even seconds. */
export function stamp(at: Milliseconds): number {
  const there = new Date(at + 8 * HOUR)
  const date = ((there.getUTCFullYear() - 1980) << 9) | ((there.getUTCMonth() + 1) << 5) | there.getUTCDate()
  const time = (there.getUTCHours() << 11) | (there.getUTCMinutes() << 5) | (there.getUTCSeconds() >> 1)
  return ((date << 16) | time) >>> 0
}

/** 2.0: deflate. */
const VERSION = 20

/** What is needed to read it; sums stand behind the file (bit 3); deflated; when. */
function writeKind(record: Buffer, at: number, time: number): void {
  record.writeUInt16LE(VERSION, at)
  record.writeUInt16LE(0x0008, at + 2)
  record.writeUInt16LE(8, at + 4)
  record.writeUInt32LE(time, at + 6)
}

function writeSums(record: Buffer, at: number, { crc, bytes, size }: Packed): void {
  record.writeUInt32LE(crc, at)
  record.writeUInt32LE(bytes, at + 4)
  record.writeUInt32LE(size, at + 8)
}
