import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { Seq, UnitId } from '#domain/ids'
import { contentHash } from './canonical'
import { Emptied, type MarkOf, PURGE } from './emptied-rows'
import { chainHash, emptyHead, type Head, type LogRow } from './log'

/** Whether a unit's log is what was written, and if not, the first place where it isn't. */
export type ChainVerdict =
  | { readonly kind: 'intact'; readonly rows: number }
  | { readonly kind: 'broken'; readonly seq: Seq; readonly operationId: string | null; readonly reason: BrokenBy }

/** In what way a log is not what was written. */
export type BrokenBy =
  | 'missing' // a place of the log has no row
  | 'content' // the content is not the one its hash was made of
  | 'envelope' // a column, or the content together with its hash, was changed
  | 'head' // the log ends elsewhere than the unit's head says: rows at the end are gone, or were added
  | 'cut' // the log, whole by itself, ends before a place that was known: the end is gone, and the head was set back
  | 'rewritten' // whole by itself, with another hash at a place that was known: this row or one before it is another

const PAGE = 1000

/**
 * Reads the whole log of a unit in one snapshot and computes its chain anew (F25). `known`: places of the chain that were written
 * down elsewhere; a log that was rewritten from some row on, hashes and head included, contradicts only those. `markOf`: knows a
 * content that a purge emptied from one that was changed; null: without the keys an entry that says so is taken at its word.
 */
export async function verifyChain(
  db: Kysely<Tables>,
  unitId: UnitId,
  known: readonly Head[] = [],
  markOf: MarkOf | null = null,
): Promise<ChainVerdict> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((trx) => verify(trx, unitId, known, new Emptied(unitId, markOf)))
}

async function verify(
  db: Kysely<Tables>,
  unitId: UnitId,
  known: readonly Head[],
  emptied: Emptied,
): Promise<ChainVerdict> {
  const head = await db.selectFrom('unit_head').select(['seq', 'hash']).where('unit_id', '=', unitId).executeTakeFirst()
  const end = head ?? emptyHead
  let { seq, hash }: Head = emptyHead
  for (;;) {
    const rows = await page(db, unitId, seq)
    for (const row of rows) {
      const found = contentHash(row.content)
      const broken = check(row, seq, hash, found)
      if (broken !== undefined) return { kind: 'broken', operationId: row.operation_id, ...broken }
      if (found !== row.content_hash) emptied.differs(row.operation_id, row.seq, found)
      else if (row.type === PURGE) emptied.explain(row.content)
      if (known.some((place) => place.seq === row.seq && place.hash !== row.hash))
        return { kind: 'broken', seq: row.seq, operationId: row.operation_id, reason: 'rewritten' }
      seq = row.seq
      hash = row.hash
    }
    if (rows.length < PAGE) break
  }
  if (seq !== end.seq || hash !== end.hash)
    return { kind: 'broken', seq: Math.min(seq, end.seq) + 1, operationId: null, reason: 'head' }
  if (known.some((place) => place.seq > seq)) return { kind: 'broken', seq: seq + 1, operationId: null, reason: 'cut' }
  const changed = emptied.first()
  if (changed !== undefined) return { kind: 'broken', seq: changed.seq, operationId: changed.id, reason: 'content' }
  return { kind: 'intact', rows: seq }
}

/** Of the place and the envelope; a content may have been emptied since, which an entry further on has to say. */
function check(
  row: LogRow,
  before: Seq,
  hash: string,
  content: string,
): { readonly seq: Seq; readonly reason: BrokenBy } | undefined {
  if (row.seq !== before + 1) return { seq: before + 1, reason: 'missing' }
  if (chainHash(hash, row, row.seq) === row.hash) return undefined
  return { seq: row.seq, reason: content === row.content_hash ? 'envelope' : 'content' }
}

async function page(db: Kysely<Tables>, unitId: UnitId, after: Seq): Promise<readonly LogRow[]> {
  return db
    .selectFrom('operation')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(PAGE)
    .execute()
}
