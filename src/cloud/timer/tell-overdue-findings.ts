import type { Selectable, Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { change, put, writeTogether } from '#cloud/db/bulk'
import { isUnavailable } from '#cloud/db/errors'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { type NoticeDraft, noticeRows } from '#cloud/notices/notice-rows'
import { serverEntry } from '#cloud/operations/append-server-entry'
import { FINDINGS_PAGE, findingOf, findingPaper, findingState } from '#cloud/operations/finding-paper'
import { chain, type LogRow, lockHead } from '#cloud/operations/log'
import { SERVER, serverId } from '#cloud/operations/server-id'
import { staffOf } from '#cloud/operations/working-set'
import type { UnitId } from '#domain/ids'
import { onDuty } from '#domain/staff'
import { dayOf } from '#domain/time'

/**
 * On the morning after a finding's last day its unit is told once (S34). As with banners, what is due is read again under the lock
 * on the unit's head: two runs tell once, and after an outage each is still told once. Returns how many were.
 */
export async function tellOverdueFindings(context: Context): Promise<number> {
  const units = await dueAt(context.db, context.clock.now()).select('unit_id').distinct().orderBy('unit_id').execute()
  let told = 0
  for (const { unit_id: unitId } of units) {
    try {
      told += await retried(context, (trx) => tellUnit(context, trx, unitId))
    } catch (error) {
      if (isUnavailable(error)) throw error
      context.log.error({ err: error, unit: unitId }, 'overdue findings not told')
    }
  }
  return told
}

async function tellUnit(context: Context, trx: Transaction<Tables>, unitId: UnitId): Promise<number> {
  const head = await lockHead(trx, unitId)
  const now = context.clock.now()
  const papers = await dueAt(trx, now).selectAll().where('unit_id', '=', unitId).orderBy('paper_id').execute()
  if (papers.length === 0) return 0
  const staff = (await trx.selectFrom('staff').selectAll().where('unit_id', '=', unitId).execute()).map(staffOf)
  const writers = staff.filter((person) => person.role === 'secretary' && onDuty(person, dayOf(now)))
  const entries: Omit<LogRow, 'seq' | 'hash'>[] = []
  const rows: Selectable<Tables['paper']>[] = []
  const notices: NoticeDraft[] = []
  for (const paper of papers) {
    const finding = findingOf(paper)
    const id = serverId(context)
    entries.push(
      serverEntry(context, {
        unitId,
        author: SERVER,
        type: 'finding.overdue',
        id,
        subject: paper.paper_id,
        content: { id, body: { paperId: paper.paper_id, by: finding.by } },
      }),
    )
    const told = { ...finding, overdueFor: finding.by }
    rows.push({
      ...paper,
      ...findingPaper(told, findingState(paper)),
      seq: head.seq + entries.length,
    })
    for (const { id: staffId } of writers)
      notices.push({
        cause: id,
        caseId: null,
        staffId,
        kind: 'finding-overdue',
        about: { what: '督查发现', page: FINDINGS_PAGE, at: now },
      })
  }
  const log = chain(head, entries)
  await writeTogether(trx, [
    ...put('operation', log.rows),
    ...change('paper', rows, ['unit_id', 'paper_id'], ['content', 'due_at', 'seq']),
    ...put('notice', noticeRows(unitId, notices, now)),
    ...put('unit_head', [{ unit_id: unitId, ...log.head }], ['unit_id']),
  ])
  return rows.length
}

function dueAt(db: Context['db'], now: number) {
  return db.selectFrom('paper').where('kind', '=', 'finding').where('due_at', '<=', now)
}
