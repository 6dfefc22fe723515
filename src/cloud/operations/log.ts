import type { Selectable, Transaction } from 'kysely'
import { again } from '#cloud/db/again'
import type { Tables } from '#cloud/db/tables'
import type { Seq, UnitId } from '#domain/ids'
import { sha256 } from './canonical'

/** A row of the log as written: the envelope of what happened, its content's hash, and the chain. */
export type LogRow = Selectable<Tables['operation']>

/** The end of a unit's log: the last place given out and the hash that the next row is chained to. */
export interface Head {
  readonly seq: Seq
  readonly hash: string
}

/** Where a unit's chain begins. */
export const emptyHead: Head = { seq: 0, hash: '' }

/**
 * Locks the unit for this transaction. Everybody who writes to a unit's log takes this row first: places come without a gap and
 * are committed in their order, so a reader never passes one that appears later. A unit that has no row yet gets its first one.
 */
export async function lockHead(trx: Transaction<Tables>, unitId: UnitId): Promise<Head> {
  const lock = () => headLock(trx, unitId).executeTakeFirst()
  const head = await lock()
  if (head !== undefined) return head
  await trx
    .insertInto('unit_head')
    .values({ unit_id: unitId, ...emptyHead })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await lock()) ?? emptyHead
}

/** For whoever wants more in the same round trip. No row: the unit has none yet. */
export function headLock(trx: Transaction<Tables>, unitId: UnitId) {
  return trx
    .selectFrom('unit_head')
    .modifyFront(again)
    .select(['seq', 'hash'])
    .where('unit_id', '=', unitId)
    .forUpdate()
}

/** Puts rows at the end of the log, in memory: gives each its place and chains it to the one before. */
export function chain(
  head: Head,
  entries: readonly Omit<LogRow, 'seq' | 'hash'>[],
): { readonly rows: readonly LogRow[]; readonly head: Head } {
  let { seq, hash } = head
  const rows = entries.map((entry) => {
    seq += 1
    hash = chainHash(hash, entry, seq)
    return { ...entry, seq, hash }
  })
  return { rows, head: { seq, hash } }
}

/** Every column counts, so that no byte of a row can change unnoticed; the content by its own hash. */
export function chainHash(previous: string, row: Omit<LogRow, 'hash' | 'content' | 'seq'>, seq: Seq): string {
  const columns = [
    row.unit_id,
    seq,
    row.operation_id,
    row.type,
    row.staff_id,
    row.device_id,
    row.subject,
    row.at,
    row.received_at,
  ]
  return sha256([previous, ...columns, row.content_hash].join('\n'))
}
