import type { Selectable, Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { change, put, writeTogether } from '#cloud/db/bulk'
import { isUnavailable } from '#cloud/db/errors'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { type NoticeDraft, noticeRows } from '#cloud/notices/notice-rows'
import { serverEntry } from '#cloud/operations/append-server-entry'
import { chain, type LogRow, lockHead } from '#cloud/operations/log'
import { SERVER, serverId } from '#cloud/operations/server-id'
import { standingItem, standingPaper } from '#cloud/operations/standing-paper'
import { staffOf } from '#cloud/operations/working-set'
import type { StaffId, UnitId } from '#domain/ids'
import { onDuty } from '#domain/staff'
import type { StandingItem, StandingKind } from '#domain/standing'
import { dayOf, type Milliseconds } from '#domain/time'

/** Of one transaction: the unit's writers wait for it. */
const PAGE = 100

/**
 * On the morning of its last day whoever put up a banner is reminded once, and the secretaries with him (S14). As with overdue steps,
 * what is due is read again under the lock on the unit's head, so that two runs remind once; after an outage each item is still
 * reminded of once. Returns how many were.
 */
export async function promptStanding(context: Context): Promise<number> {
  const units = await dueAt(context.db, context.clock.now()).select('unit_id').distinct().orderBy('unit_id').execute()
  let prompted = 0
  for (const { unit_id: unitId } of units) {
    try {
      for (let some = PAGE; some === PAGE; ) {
        some = await retried(context, (trx) => promptPage(context, trx, unitId))
        prompted += some
      }
    } catch (error) {
      if (isUnavailable(error)) throw error
      context.log.error({ err: error, unit: unitId }, 'things that end not told')
    }
  }
  return prompted
}

async function promptPage(context: Context, trx: Transaction<Tables>, unitId: UnitId): Promise<number> {
  const head = await lockHead(trx, unitId)
  const now = context.clock.now()
  const papers = await dueAt(trx, now)
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy('paper_id')
    .limit(PAGE)
    .execute()
  if (papers.length === 0) return 0
  const people = await peopleOn(trx, unitId, now)
  const entries: Omit<LogRow, 'seq' | 'hash'>[] = []
  const rows: Selectable<Tables['paper']>[] = []
  const notices: NoticeDraft[] = []
  for (const paper of papers) {
    const item = standingItem(paper)
    const id = serverId(context)
    entries.push(
      serverEntry(context, {
        unitId,
        author: SERVER,
        type: 'standing.prompt',
        id,
        subject: paper.paper_id,
        content: { id, body: { paperId: paper.paper_id, to: item.to } },
      }),
    )
    const told = { ...item, promptedFor: item.to }
    rows.push({ ...paper, ...standingPaper(told), seq: head.seq + entries.length })
    for (const staffId of people.toTell(paper.author))
      notices.push({ cause: id, caseId: null, staffId, kind: 'standing-due', about: aboutOf(item, now) })
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

function dueAt(db: Context['db'], now: Milliseconds) {
  return db.selectFrom('paper').where('kind', '=', 'standing').where('due_at', '<=', now)
}

const kindWord: Readonly<Record<StandingKind, string>> = {
  slogan: '标语',
  banner: '横幅',
  board: '宣传栏',
  screen: '电子屏',
  loudspeaker: '喇叭',
}

function aboutOf({ kind, place }: StandingItem, at: Milliseconds) {
  return { what: `${place}${kindWord[kind]}`, page: 'pages/standing/index', at }
}

/** Whoever put it up while he is in service, and the secretaries. */
async function peopleOn(trx: Transaction<Tables>, unitId: UnitId, now: Milliseconds) {
  const staff = (await trx.selectFrom('staff').selectAll().where('unit_id', '=', unitId).execute()).map(staffOf)
  const serving = staff.filter((person) => onDuty(person, dayOf(now)))
  return {
    toTell: (author: StaffId): readonly StaffId[] =>
      serving.filter(({ id, role }) => id === author || role === 'secretary').map(({ id }) => id),
  }
}
