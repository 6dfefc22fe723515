import type { Seq } from '#domain/ids'

/** The kinds of changes, in the order in which they follow one another at one place of the log. */
export const kinds = ['building', 'day', 'door', 'stock'] as const
const DONE = kinds.length

/**
 * How far a device has read. Many rows may carry one `seq` (an import's doors), so a page can end inside of it: the cursor names
 * the last row by (seq, kind, key). `index` is there while the list of buildings is still being given: the last one given.
 */
export interface Cursor {
  readonly seq: Seq
  readonly kind: number
  readonly key: string
  readonly index: string | null
}

/** Everything up to and including this place has been read. */
export function allOf(seq: Seq): Cursor {
  return { seq, kind: DONE, key: '', index: null }
}

export function writeCursor({ seq, kind, key, index }: Cursor): string {
  const place = `${seq}.${kind}.${key}`
  return index === null ? place : `${place}.${index}`
}

/** Null for one that this build did not write: the device gets a fresh index then, and loses nothing. */
export function readCursor(text: string | null): Cursor | null {
  const found = /^(\d{1,15})\.(\d)\.([a-z0-9-]*)(?:\.([a-z0-9-]*))?$/.exec(text ?? '')
  if (found === null) return null
  const [, seq, kind, key = '', index] = found
  return { seq: Number(seq), kind: Number(kind), key, index: index ?? null }
}
