import type { Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { change, put, writeTogether } from '#cloud/db/bulk'
import { isUnavailable } from '#cloud/db/errors'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { type NoticeDraft, noticeRows } from '#cloud/notices/notice-rows'
import { serverEntry } from '#cloud/operations/append-server-entry'
import { chain, type LogRow, lockHead } from '#cloud/operations/log'
import { SERVER, serverId } from '#cloud/operations/server-id'
import { type PaperRow, staffOf } from '#cloud/operations/working-set'
import type { OperationId, UnitId } from '#domain/ids'
import type { NoticeAbout, NoticeKind } from '#domain/notice'
import { onDuty } from '#domain/staff'
import { dayOf, type LocalDate } from '#domain/time'

/** A kind of paper that its unit has to answer by a day; `due_at` is when it is told that the day is over. */
export interface Overdue {
  readonly kind: PaperRow['kind']
  /** Of the log's entry. */
  readonly entry: string
  readonly notice: NoticeKind
  readonly about: Omit<NoticeAbout, 'at'>
  /** The last day that is over, and how the paper remembers that it was told of it. */
  told(paper: PaperRow): { readonly by: LocalDate; readonly row: Partial<PaperRow> }
}

/**
 * As with banners, what is due is read again under the lock on the unit's head: two runs tell once, and after an outage each paper
 * is still told of once, several of them by one notice. Returns how many were late.
 */
export async function tellOverdue(context: Context, overdue: Overdue): Promise<number> {
  const due = dueAt(context.db, overdue, context.clock.now())
  const units = await due.select('unit_id').distinct().orderBy('unit_id').execute()
  let told = 0
  for (const { unit_id: unitId } of units) {
    try {
      told += await retried(context, (trx) => tellUnit(context, trx, unitId, overdue))
    } catch (error) {
      if (isUnavailable(error)) throw error
      // One unit's trouble is not the others'.
      context.log.error({ err: error, unit: unitId, kind: overdue.kind }, 'overdue papers not told')
    }
  }
  return told
}

async function tellUnit(context: Context, trx: Transaction<Tables>, unitId: UnitId, overdue: Overdue): Promise<number> {
  const head = await lockHead(trx, unitId)
  const now = context.clock.now()
  const papers = await dueAt(trx, overdue, now).selectAll().where('unit_id', '=', unitId).orderBy('paper_id').execute()
  const entries: (Omit<LogRow, 'seq' | 'hash'> & { readonly operation_id: OperationId })[] = []
  const rows: PaperRow[] = []
  for (const paper of papers) {
    const { by, row } = overdue.told(paper)
    const id = serverId(context)
    const body = { paperId: paper.paper_id, by }
    const entry = { unitId, author: SERVER, type: overdue.entry, id, subject: paper.paper_id, content: { id, body } }
    entries.push(serverEntry(context, entry))
    rows.push({ ...paper, ...row, seq: head.seq + entries.length })
  }
  const [first] = entries
  if (first === undefined) return 0
  const log = chain(head, entries)
  const notices = await noticesTo(trx, unitId, overdue, first.operation_id, now)
  await writeTogether(trx, [
    ...put('operation', log.rows),
    ...change('paper', rows, ['unit_id', 'paper_id'], ['content', 'due_at', 'seq']),
    ...put('notice', noticeRows(unitId, notices, now)),
    ...put('unit_head', [{ unit_id: unitId, ...log.head }], ['unit_id']),
  ])
  return rows.length
}

/** One for each who writes for the unit and is in service. */
async function noticesTo(
  trx: Transaction<Tables>,
  unitId: UnitId,
  { notice: kind, about }: Overdue,
  cause: OperationId,
  now: number,
): Promise<readonly NoticeDraft[]> {
  const people = await trx
    .selectFrom('staff')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('role', '=', 'secretary')
    .execute()
  return people
    .filter((row) => onDuty(staffOf(row), dayOf(now)))
    .map(({ staff_id: staffId }) => ({ cause, caseId: null, staffId, kind, about: { ...about, at: now } }))
}

function dueAt(db: Context['db'], { kind }: Overdue, now: number) {
  return db.selectFrom('paper').where('kind', '=', kind).where('due_at', '<=', now)
}
