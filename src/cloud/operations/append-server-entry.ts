import type { Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { insertRows } from '#cloud/db/insert-rows'
import type { Tables } from '#cloud/db/tables'
import type { OperationId, Seq, StaffId, UnitId } from '#domain/ids'
import { contentHash } from './canonical'
import { chain, type Head, type LogRow } from './log'
import { serverId } from './server-id'

interface ServerEntry {
  readonly unitId: UnitId
  readonly author: StaffId
  readonly type: string
  readonly content: object
  /** Where the content is sealed for its own id, or the entry is about something that is there already. */
  readonly id?: OperationId
  readonly subject?: string
}

/** The entry, for whoever chains several at once. */
export function serverEntry(
  context: Pick<Context, 'clock' | 'random'>,
  entry: ServerEntry,
): Omit<LogRow, 'seq' | 'hash'> {
  const id = entry.id ?? serverId(context)
  const now = context.clock.now()
  return {
    unit_id: entry.unitId,
    operation_id: id,
    type: entry.type,
    staff_id: entry.author,
    device_id: 'server',
    subject: entry.subject ?? id,
    at: now,
    received_at: now,
    content: entry.content,
    content_hash: contentHash(entry.content),
  }
}

/** What the cloud itself does to a unit, in its log like everything else. The head must be locked in this transaction. */
export async function appendServerEntry(
  context: Pick<Context, 'clock' | 'random'>,
  trx: Transaction<Tables>,
  head: Head,
  entry: ServerEntry,
): Promise<Seq> {
  const { rows, head: next } = chain(head, [serverEntry(context, entry)])
  await insertRows(trx, 'operation', rows)
  await trx
    .updateTable('unit_head')
    .set({ seq: next.seq, hash: next.hash })
    .where('unit_id', '=', entry.unitId)
    .execute()
  return next.seq
}
