import { inflateRawSync } from 'node:zlib'

export type Unzipped =
  | { readonly kind: 'files'; readonly files: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: 'bomb'; readonly why: string }
  | { readonly kind: 'broken'; readonly why: string }

const MAX_ENTRIES = 2_000
const MAX_INFLATED = 100 * 1024 * 1024
const MAX_RATIO = 200
/** Below this a high ratio is only a sheet of equal rows. */
const RATIO_FLOOR = 1024 * 1024

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const ZIP64 = 0xffffffff

interface Entry {
  readonly name: string
  readonly encrypted: boolean
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

function findEnd(zip: Buffer): number {
  // The record is 22 bytes and may be followed by a comment of at most 65,535.
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - 0xffff); at--) {
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at
  }
  return -1
}

/** The central directory, or null where it isn't one. */
function readDirectory(zip: Buffer): readonly Entry[] | null {
  const end = findEnd(zip)
  if (end < 0) return null
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  const entries: Entry[] = []
  for (let i = 0; i < count && entries.length <= MAX_ENTRIES; i++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== DIRECTORY_ENTRY) return null
    const nameLength = zip.readUInt16LE(at + 28)
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength).replace(/^\//, ''),
      encrypted: (zip.readUInt16LE(at + 8) & 1) === 1,
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return entries
}

function packedBytes(zip: Buffer, { offset, packed }: Entry): Buffer | null {
  if (offset + 30 > zip.length || zip.readUInt32LE(offset) !== LOCAL_ENTRY) return null
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28)
  return start + packed > zip.length ? null : zip.subarray(start, start + packed)
}

function isTooLarge(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}

/**
 * Inflates the files that `wanted` names; the others are never touched. What the directory declares is judged first; then no
 * file may inflate past its own declared size nor all together past the limit, so that a directory that lies gains nothing.
 */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Unzipped {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = readDirectory(zip)
  if (!entries) return { kind: 'broken', why: '压缩结构不完整' }
  if (entries.length > MAX_ENTRIES) return { kind: 'bomb', why: `内含文件超过 ${MAX_ENTRIES} 个` }
  if (entries.some(({ size, packed, offset }) => size === ZIP64 || packed === ZIP64 || offset === ZIP64)) {
    return { kind: 'bomb', why: '声明的大小超过 4 GB' }
  }
  const declared = entries.reduce((sum, { size }) => sum + size, 0)
  if (declared > MAX_INFLATED) return { kind: 'bomb', why: `解压后有 ${Math.ceil(declared / 1024 / 1024)} MB` }
  if (entries.some(({ size, packed }) => size > RATIO_FLOOR && size > packed * MAX_RATIO)) {
    return { kind: 'bomb', why: `压缩比超过 ${MAX_RATIO} 倍` }
  }

  const files = new Map<string, Uint8Array>()
  for (const entry of entries.filter(({ name }) => wanted(name))) {
    const packed = packedBytes(zip, entry)
    if (!packed || entry.encrypted) return { kind: 'broken', why: entry.encrypted ? '文件加了密码' : '压缩结构不完整' }
    if (files.has(entry.name)) return { kind: 'broken', why: '压缩包里有重名的文件' }
    if (entry.method === 0) {
      files.set(entry.name, packed)
    } else if (entry.method === 8) {
      try {
        files.set(entry.name, inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) }))
      } catch (error) {
        if (isTooLarge(error)) return { kind: 'bomb', why: '解压后比声明的大' }
        return { kind: 'broken', why: '压缩数据损坏' }
      }
    } else {
      return { kind: 'broken', why: '压缩方式不认识' }
    }
  }
  return { kind: 'files', files }
}
