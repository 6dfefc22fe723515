import type { Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { put, writeTogether } from '#cloud/db/bulk'
import { isUnavailable } from '#cloud/db/errors'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { type NoticeDraft, noticeRows } from '#cloud/notices/notice-rows'
import { serverEntry } from '#cloud/operations/append-server-entry'
import { chain, lockHead } from '#cloud/operations/log'
import { reportPaper } from '#cloud/operations/report-paper'
import { SERVER, serverId } from '#cloud/operations/server-id'
import { staffOf } from '#cloud/operations/working-set'
import type { Campaign } from '#domain/campaign'
import type { UnitId } from '#domain/ids'
import { draftReport } from '#domain/report'
import { draftable, reportPeriods } from '#domain/report-period'
import { onDuty } from '#domain/staff'
import { dayOf, type LocalDate, type Milliseconds } from '#domain/time'
import { reportingKinds } from '#domain/unit'

/**
 * From nine on the due day every unit of a street has its draft (S11), once, however often or late this runs: which are missing is
 * read again under the lock on the unit's head. Its secretaries are told. Returns how many were made.
 */
export async function draftReports(context: Context): Promise<number> {
  const now = context.clock.now()
  let made = 0
  for (const campaign of await context.db.selectFrom('campaign').selectAll().orderBy('campaign_id').execute()) {
    const dues = draftable(reportPeriods(campaign.content), now).map(({ due }) => due)
    if (dues.length === 0) continue
    for (const unitId of await unitsWithout(context, campaign.street_id, campaign.content, dues)) {
      try {
        made += await retried(context, (trx) => draftFor(context, trx, unitId, campaign.content))
      } catch (error) {
        if (isUnavailable(error)) throw error
        // One unit's trouble is not the others'.
        context.log.error({ err: error, unit: unitId }, 'report not drafted')
      }
    }
  }
  return made
}

/** Units of the street that lack a draft of one of these days: a hint only, read without a lock. */
async function unitsWithout(
  { db }: Context,
  street: UnitId,
  { id }: Campaign,
  dues: readonly LocalDate[],
): Promise<readonly UnitId[]> {
  const rows = await db
    .selectFrom('unit')
    .leftJoin('paper', (join) =>
      join
        .onRef('paper.unit_id', '=', 'unit.unit_id')
        .on('paper.kind', '=', 'report')
        .on('paper.campaign_id', '=', id)
        .on('paper.period', 'in', dues),
    )
    .select(['unit.unit_id as unitId'])
    .where('unit.street_id', '=', street)
    .where('unit.kind', 'in', reportingKinds)
    .groupBy('unit.unit_id')
    .having((eb) => eb(eb.fn.count('paper.paper_id'), '<', dues.length))
    .orderBy('unit.unit_id')
    .execute()
  return rows.map(({ unitId }) => unitId)
}

async function draftFor(
  context: Context,
  trx: Transaction<Tables>,
  unitId: UnitId,
  campaign: Campaign,
): Promise<number> {
  const head = await lockHead(trx, unitId)
  const now = context.clock.now()
  const known = await trx
    .selectFrom('paper')
    .select('period')
    .where('unit_id', '=', unitId)
    .where('kind', '=', 'report')
    .where('campaign_id', '=', campaign.id)
    .execute()
  const missing = draftable(reportPeriods(campaign), now).filter(
    ({ due }) => !known.some(({ period }) => period === due),
  )
  const people = await authors(trx, unitId, now)
  const notices: NoticeDraft[] = []
  const made = missing.map((period, index) => {
    const id = serverId(context)
    const content = draftReport(campaign, period)
    for (const staffId of people)
      notices.push({
        cause: id,
        caseId: null,
        staffId,
        kind: 'report-due',
        about: { what: `${period.due.slice(5)} 半月报`, page: `community/report/index?id=${id}`, at: now },
      })
    return {
      entry: serverEntry(context, {
        unitId,
        author: SERVER,
        type: 'report.draft',
        id,
        subject: id,
        content: { id, body: { campaignId: campaign.id, due: period.due } },
      }),
      row: {
        ...reportPaper(content, 'draft'),
        unit_id: unitId,
        paper_id: id,
        author: SERVER,
        seq: head.seq + index + 1,
      },
    }
  })
  if (made.length === 0) return 0
  const log = chain(
    head,
    made.map(({ entry }) => entry),
  )
  await writeTogether(trx, [
    ...put('operation', log.rows),
    ...put(
      'paper',
      made.map(({ row }) => row),
    ),
    ...put('notice', noticeRows(unitId, notices, now)),
    ...put('unit_head', [{ unit_id: unitId, ...log.head }], ['unit_id']),
  ])
  return made.length
}

/** Who writes for the unit and is in service. */
async function authors(trx: Transaction<Tables>, unitId: UnitId, now: Milliseconds) {
  const rows = await trx
    .selectFrom('staff')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('role', '=', 'secretary')
    .orderBy('staff_id')
    .execute()
  return rows.filter((row) => onDuty(staffOf(row), dayOf(now))).map(({ staff_id }) => staff_id)
}
