import type { Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { change, put, writeTogether } from '#cloud/db/bulk'
import { isUnavailable } from '#cloud/db/errors'
import { retried } from '#cloud/db/retried'
import { settingsOf } from '#cloud/db/settings-of'
import type { Tables } from '#cloud/db/tables'
import { type NoticeDraft, noticeRows } from '#cloud/notices/notice-rows'
import { serverEntry } from '#cloud/operations/append-server-entry'
import { rulesOf, standingColumns } from '#cloud/operations/case-move'
import { chain, type LogRow, lockHead } from '#cloud/operations/log'
import { SERVER, serverId } from '#cloud/operations/server-id'
import { type CaseRow, staffOf } from '#cloud/operations/working-set'
import { dueOf } from '#domain/dissuasion'
import { act } from '#domain/dissuasion-act'
import type { OperationId, StaffId, UnitId } from '#domain/ids'
import { onDuty } from '#domain/staff'
import type { StreetSettings } from '#domain/street-settings'
import { dayOf, type Milliseconds } from '#domain/time'
import { whoIsTold } from './who-is-told'

/** Cases of one transaction: the unit's writers wait for it. */
const PAGE = 100

/**
 * Every step whose time is up is told once (S28), of all units. Which cases those are is read again under the lock on their
 * unit's head, which whoever moves a case holds, too: of two runs at once the second finds nothing left, and a case that was
 * moved on in between is left alone. Returns how many steps were told.
 */
export async function escalateOverdue(context: Context): Promise<number> {
  const units = await overdueAt(context.db, context.clock.now())
    .select('unit_id')
    .distinct()
    .orderBy('unit_id')
    .execute()
  let told = 0
  for (const { unit_id: unitId } of units) {
    try {
      told += await escalateUnit(context, unitId)
    } catch (error) {
      if (isUnavailable(error)) throw error
      // One community's trouble is not the others'.
      context.log.error({ err: error, unit: unitId }, 'overdue steps not told')
    }
  }
  return told
}

async function escalateUnit(context: Context, unitId: UnitId): Promise<number> {
  let told = 0
  let after: OperationId | null = null
  do {
    const page: Page = await retried(context, (trx) => escalatePage(context, trx, unitId, after))
    told += page.told
    after = page.last
  } while (after !== null)
  return told
}

interface Page {
  readonly told: number
  /** Null: no more of them. */
  readonly last: OperationId | null
}

async function escalatePage(
  context: Context,
  trx: Transaction<Tables>,
  unitId: UnitId,
  after: OperationId | null,
): Promise<Page> {
  const head = await lockHead(trx, unitId)
  const now = context.clock.now()
  let overdue = overdueAt(trx, now).selectAll().where('unit_id', '=', unitId).orderBy('case_id').limit(PAGE)
  if (after !== null) overdue = overdue.where('case_id', '>', after)
  const cases = await overdue.execute()
  if (cases.length === 0) return { told: 0, last: null }
  const officers = await officersOf(trx, unitId, now)
  const settings = await settingsOf(trx, unitId)
  const entries: Omit<LogRow, 'seq' | 'hash'>[] = []
  const rows: CaseRow[] = []
  const notices: NoticeDraft[] = []
  for (const row of cases) {
    const step = stepOver(context, row, now, officers, settings)
    if (step === undefined) continue
    entries.push(step.entry)
    rows.push({ ...row, ...step.columns, seq: head.seq + entries.length })
    notices.push(...step.notices)
  }
  const log = chain(head, entries)
  await writeTogether(trx, [
    ...put('operation', log.rows),
    ...change('dissuasion', rows, ['unit_id', 'case_id'], moved),
    ...put('notice', noticeRows(unitId, notices, now)),
    ...put('unit_head', [{ unit_id: unitId, ...log.head }], ['unit_id']),
  ])
  return { told: rows.length, last: cases.length < PAGE ? null : (cases.at(-1)?.case_id ?? null) }
}

const moved = ['standing', 'state', 'round', 'due_at', 'due_step', 'escalated', 'seq'] as const

/** The one step of a case that is over: its entry in the log, the case after it, whom to tell. */
function stepOver(
  context: Context,
  row: CaseRow,
  now: Milliseconds,
  officers: readonly StaffId[],
  settings: StreetSettings,
) {
  const { case_id: caseId, unit_id: unitId, standing } = row
  const due = dueOf(standing)
  if (due === null) return undefined
  const { step, at: dueAt } = due
  const id = serverId(context)
  const actor = { id, staff: SERVER, part: 'timer', at: now } as const
  const verdict = act(standing, { kind: 'escalate', step }, actor, rulesOf(row, settings))
  if (verdict.kind === 'refused') {
    // The columns say overdue and the standing does not: never, as both are written together.
    context.log.error({ unit: unitId, case: caseId, why: verdict.why }, 'overdue step refused')
    return undefined
  }
  const { kind, people } = whoIsTold(step, standing, officers)
  const body = { caseId, step, round: standing.round, dueAt }
  return {
    entry: serverEntry(context, {
      unitId,
      author: SERVER,
      type: 'dissuasion.escalate',
      id,
      subject: caseId,
      content: { id, body },
    }),
    columns: standingColumns(verdict.standing),
    notices: people.map((staffId) => ({ cause: id, caseId, staffId, kind })),
  }
}

function overdueAt(db: Context['db'], now: Milliseconds) {
  return db
    .selectFrom('dissuasion')
    .where('due_at', '<=', now)
    .where(({ not, ref }) => not(ref('escalated')))
}

/** The station's, in service today. */
async function officersOf(trx: Transaction<Tables>, unitId: UnitId, now: Milliseconds): Promise<readonly StaffId[]> {
  const rows = await trx
    .selectFrom('staff')
    .innerJoin('unit', 'unit.station_id', 'staff.unit_id')
    .selectAll('staff')
    .where('unit.unit_id', '=', unitId)
    .where('staff.role', '=', 'police')
    .where(({ not, ref }) => not(ref('staff.service')))
    .orderBy('staff.staff_id')
    .execute()
  return rows.filter((row) => onDuty(staffOf(row), dayOf(now))).map(({ staff_id }) => staff_id)
}
