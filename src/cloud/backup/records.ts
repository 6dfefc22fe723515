import * as v from 'valibot'
import { operationId, unitId } from '#contract/scalars'
import { byteReader } from './byte-reader'
import { BackupRefused } from './refused'

/** What a backup says of itself, before anything else in it. Everything in it is of one snapshot. */
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const name = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/))
const manifestSchema = v.object({
  /** Of the schema: the newest migration that was applied. */
  schema: v.string(),
  madeAt: count,
  /** In an order in which they can be filled; each column's values are their text. */
  tables: v.array(v.object({ name, rows: count, columns: v.array(v.object({ name, type: v.string() })) })),
  heads: v.array(v.object({ unit: unitId, seq: count, hash: v.string(), at: count })),
  /** Marks by which the keys are known again: what was sealed opens with these alone. Empty: whoever made it had none. */
  keys: v.array(v.string()),
})
export type Manifest = v.InferOutput<typeof manifestSchema>

const photoSchema = v.object({
  unit: unitId,
  caseId: operationId,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
})
const rowsSchema = v.object({ table: name, rows: v.array(v.array(v.nullable(v.string()))) })
export type Rows = v.InferOutput<typeof rowsSchema>
export type PhotoName = v.InferOutput<typeof photoSchema>

export type BackupRecord =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | ({ readonly kind: 'rows' } & Rows)
  | { readonly kind: 'photo'; readonly photo: PhotoName; readonly bytes: Uint8Array }
  | { readonly kind: 'end' }

const CODES = { manifest: 'M', rows: 'R', photo: 'P', end: 'E' } as const

/** A letter, the lengths of words and bytes, the words (JSON), the bytes. */
export function writeRecord(record: BackupRecord): Buffer {
  const [words, bytes] = partsOf(record)
  const text = Buffer.from(JSON.stringify(words))
  const head = Buffer.alloc(9)
  head.write(CODES[record.kind], 'latin1')
  head.writeUInt32BE(text.length, 1)
  head.writeUInt32BE(bytes.length, 5)
  return Buffer.concat([head, text, bytes])
}

function partsOf(record: BackupRecord): readonly [unknown, Uint8Array] {
  const none = new Uint8Array()
  switch (record.kind) {
    case 'manifest':
      return [record.manifest, none]
    case 'rows':
      return [{ table: record.table, rows: record.rows }, none]
    case 'photo':
      return [record.photo, record.bytes]
    case 'end':
      return [null, none]
    default:
      return record satisfies never
  }
}

export async function* readRecords(plain: AsyncIterable<Uint8Array>): AsyncGenerator<BackupRecord> {
  const { take, atEnd } = byteReader(plain)
  while (!(await atEnd())) {
    const head = await take(9)
    const words = await take(head?.readUInt32BE(1) ?? 0)
    const bytes = await take(head?.readUInt32BE(5) ?? 0)
    if (head === undefined || words === undefined || bytes === undefined)
      throw new BackupRefused('这份备份的末尾不完整。')
    yield recordOf(head.toString('latin1', 0, 1), JSON.parse(words.toString()), bytes)
  }
}

function recordOf(code: string, words: unknown, bytes: Uint8Array): BackupRecord {
  switch (code) {
    case CODES.manifest:
      return { kind: 'manifest', manifest: v.parse(manifestSchema, words) }
    case CODES.rows:
      return { kind: 'rows', ...v.parse(rowsSchema, words) }
    case CODES.photo:
      return { kind: 'photo', photo: v.parse(photoSchema, words), bytes }
    case CODES.end:
      return { kind: 'end' }
    default:
      throw new BackupRefused('这份备份里有这个版本不认识的内容：请用制作它的版本恢复，再更新。')
  }
}
