import type { Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { put, writeTogether } from '#cloud/db/bulk'
import { isUnavailable } from '#cloud/db/errors'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { type NoticeDraft, noticeRows } from '#cloud/notices/notice-rows'
import { serverEntry } from '#cloud/operations/append-server-entry'
import { chain, lockHead } from '#cloud/operations/log'
import { planOf, planPaper, planState } from '#cloud/operations/plan-paper'
import { SERVER, serverId } from '#cloud/operations/server-id'
import { staffOf } from '#cloud/operations/working-set'
import type { Campaign } from '#domain/campaign'
import type { UnitId } from '#domain/ids'
import { openPlan, planDeadline } from '#domain/plan'
import { onDuty } from '#domain/staff'
import { dayOf, HOUR } from '#domain/time'
import { reportingKinds } from '#domain/unit'

/** In the morning after the last day, when people are at work. */
const TELL_AT = 9 * HOUR

/**
 * A unit whose publicity plan has not come by its day is told once (S10), however often or late this runs; its paper remembers it.
 * Returns how many units were told.
 */
export async function plansOverdue(context: Context): Promise<number> {
  const now = context.clock.now()
  let told = 0
  for (const { street_id: street, content: campaign } of await context.db
    .selectFrom('campaign')
    .selectAll()
    .orderBy('campaign_id')
    .execute()) {
    if (now < planDeadline(campaign.planDue) + TELL_AT || campaign.to < dayOf(now)) continue
    for (const unitId of await unitsWithout(context, street, campaign)) {
      try {
        told += await retried(context, (trx) => tell(context, trx, unitId, campaign))
      } catch (error) {
        if (isUnavailable(error)) throw error
        // One unit's trouble is not the others'.
        context.log.error({ err: error, unit: unitId }, 'overdue plan not told')
      }
    }
  }
  return told
}

/** Units of the street whose plan has not come and who were not told: a hint only, read without a lock. */
async function unitsWithout({ db }: Context, street: UnitId, { id }: Campaign): Promise<readonly UnitId[]> {
  const rows = await db
    .selectFrom('unit')
    .leftJoin('paper', (join) =>
      join.onRef('paper.unit_id', '=', 'unit.unit_id').on('paper.kind', '=', 'plan').on('paper.campaign_id', '=', id),
    )
    .select('unit.unit_id as unitId')
    .where('unit.street_id', '=', street)
    .where('unit.kind', 'in', reportingKinds)
    .where((eb) => eb.or([eb('paper.paper_id', 'is', null), eb('paper.due_at', 'is not', null)]))
    .orderBy('unit.unit_id')
    .execute()
  return rows.map(({ unitId }) => unitId)
}

async function tell(context: Context, trx: Transaction<Tables>, unitId: UnitId, campaign: Campaign): Promise<number> {
  const head = await lockHead(trx, unitId)
  const now = context.clock.now()
  const paper = await trx
    .selectFrom('paper')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('kind', '=', 'plan')
    .where('campaign_id', '=', campaign.id)
    .executeTakeFirst()
  const before = paper === undefined ? openPlan(campaign.id, campaign.planDue) : planOf(paper)
  if (before.versions.length > 0 || before.overdueAt !== null) return 0
  const id = serverId(context)
  const paperId = paper?.paper_id ?? id
  const row = {
    ...planPaper({ ...before, due: campaign.planDue, overdueAt: now }, paper === undefined ? 'open' : planState(paper)),
    unit_id: unitId,
    paper_id: paperId,
    author: paper?.author ?? SERVER,
    seq: head.seq + 1,
  }
  const entry = serverEntry(context, {
    unitId,
    author: SERVER,
    type: 'plan.overdue',
    id,
    subject: paperId,
    content: { id, body: { campaignId: campaign.id, due: campaign.planDue } },
  })
  const log = chain(head, [entry])
  await writeTogether(trx, [
    ...put('operation', log.rows),
    ...put('paper', [row], ['unit_id', 'paper_id']),
    ...put('notice', noticeRows(unitId, await notices(trx, unitId, campaign, id, now), now)),
    ...put('unit_head', [{ unit_id: unitId, ...log.head }], ['unit_id']),
  ])
  return 1
}

async function notices(
  trx: Transaction<Tables>,
  unitId: UnitId,
  campaign: Campaign,
  cause: string,
  now: number,
): Promise<readonly NoticeDraft[]> {
  const people = await trx
    .selectFrom('staff')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('role', '=', 'secretary')
    .orderBy('staff_id')
    .execute()
  return people
    .filter((row) => onDuty(staffOf(row), dayOf(now)))
    .map(({ staff_id: staffId }) => ({
      cause,
      caseId: null,
      staffId,
      kind: 'plan-overdue',
      about: { what: '宣传计划', page: `community/plan/index?campaign=${campaign.id}`, at: now },
    }))
}
