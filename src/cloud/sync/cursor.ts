import type { Seq } from '#domain/ids'

/** The kinds of changes, in the order in which they follow one another at one place of the log. */
export const kinds = ['building', 'day', 'door', 'stock', 'case', 'standing'] as const
const DONE = kinds.length

/** Where the list is that a new device gets first: the kind and the key of the last row given. */
export interface IndexPlace {
  readonly kind: number
  readonly key: string
}

export const indexStart: IndexPlace = { kind: 0, key: '' }

/**
 * How far a device has read. Many rows may carry one `seq` (an import's doors), so a page can end inside of it: the cursor names
 * the last row by (seq, kind, key). `index` is there while the list of buildings and cases is still being given.
 */
export interface Cursor extends IndexPlace {
  readonly seq: Seq
  readonly index: IndexPlace | null
}

/** Everything up to and including this place has been read. */
export function allOf(seq: Seq): Cursor {
  return { seq, kind: DONE, key: '', index: null }
}

/** Whether nothing at or before this place is left to be read. */
export function isAllOf({ seq, kind, index }: Cursor, head: Seq): boolean {
  return seq === head && kind === DONE && index === null
}

/** `cases`: the device was given cases up to here, too; older versions of the app know none. */
export function writeCursor({ seq, kind, key, index }: Cursor, cases: boolean): string {
  const place = `${cases ? 'c' : ''}${seq}.${kind}.${key}`
  return index === null ? place : `${place}.${index.kind}.${index.key}`
}

/**
 * Null for one that this build did not write for such a device: it gets a fresh index then, and loses nothing. So an app that
 * learnt of cases with an update gets those that it was passed over with.
 */
export function readCursor(text: string | null, cases: boolean): Cursor | null {
  const found = /^(c?)(\d{1,15})\.(\d)\.([a-z0-9-]*)(?:\.(\d)\.([a-z0-9-]*))?$/.exec(text ?? '')
  if (found === null) return null
  const [, mark, seq, kind, key = '', indexKind, indexKey = ''] = found
  if ((mark === 'c') !== cases) return null
  const index = indexKind === undefined ? null : { kind: Number(indexKind), key: indexKey }
  return { seq: Number(seq), kind: Number(kind), key, index }
}
