import { type Kysely, sql } from 'kysely'
import * as v from 'valibot'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import { planOf, planState } from '#cloud/operations/plan-paper'
import { ok, type Result, refuse } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { PlanAnswer, PlansAnswer } from '#contract/plan'
import type { QueryRequest } from '#contract/query'
import { standingContent } from '#contract/standing'
import { standingChannels } from '#domain/activity'
import type { Campaign } from '#domain/campaign'
import type { OperationId, UnitId } from '#domain/ids'
import { openPlan, type PlanContent, type PlanState, plannedItems, planReceipt } from '#domain/plan'
import { type Actual, daysThatFit, type Matched, matchPlan } from '#domain/plan-match'
import { dayOf } from '#domain/time'
import { permit } from './permit'
import { reportingUnits } from './reporting-units'
import { unitNamed } from './unit-named'

type Asked<Action extends QueryRequest['action']> = Extract<QueryRequest, { action: Action }>

/** A unit's plan of a campaign with its history, and what was done of it (S10, S32). An open one where nothing was handed in. */
export async function plan(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { campaign: campaignId }: Asked<'plan'>,
): Promise<Result<PlanAnswer>> {
  const refused = permit(context, staff, 'plan.read', { unitId, street: streetId })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const campaign = await campaignOf(db, streetId, campaignId)
  if (campaign === undefined) return refuse(4041, '没有这个行动', 'campaign')
  const unit = await unitNamed(db, unitId)
  const found = (await plansOf(db, [unitId], campaign)).get(unitId)
  const content = found?.content ?? openPlan(campaignId, campaign.planDue)
  const state = found?.state ?? 'open'
  const actuals = (await actualsOf(db, [unitId], campaign)).get(unitId) ?? []
  const { items, extra } = matchPlan(plannedItems(content), actuals, dayOf(now))
  return ok({
    unit,
    campaign: { id: campaign.id, name: campaign.name, from: campaign.from, to: campaign.to },
    state,
    receipt: planReceipt(content, state, now),
    content,
    items: [...items],
    extra: [...extra],
    asOf: now,
  })
}

/** How every unit of the street stands with its plan (S12's manner): six statements, however many units there are. */
export async function plans(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { campaign: campaignId }: Asked<'plans'>,
): Promise<Result<PlansAnswer>> {
  const refused = permit(context, staff, 'plan.collect', { unitId, street: streetId })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const campaign = await campaignOf(db, unitId, campaignId)
  if (campaign === undefined) return refuse(4041, '没有这个行动', 'campaign')
  const units = await reportingUnits(db, unitId)
  const ids = units.map(({ id }) => id)
  const found = await plansOf(db, ids, campaign)
  const contentOf = (id: UnitId) => found.get(id)?.content ?? openPlan(campaignId, campaign.planDue)
  // Only what may fulfil something: a street's year has tens of thousands of other days and deeds.
  const wanted = ids.flatMap((unit) =>
    plannedItems(contentOf(unit)).flatMap((item) => daysThatFit(item).map((day) => `${unit} ${item.channel} ${day}`)),
  )
  const actuals = await actualsOf(db, ids, campaign, wanted)
  return ok({
    due: campaign.planDue,
    units: units.map((unit) => {
      const content = contentOf(unit.id)
      const state = found.get(unit.id)?.state ?? 'open'
      const matched = matchPlan(plannedItems(content), actuals.get(unit.id) ?? [], dayOf(now))
      return {
        unit,
        state,
        receipt: planReceipt(content, state, now),
        submittedAt: content.versions.at(-1)?.at ?? null,
        remindedAt: content.remindedAt,
        ...countsOf(matched),
      }
    }),
    asOf: now,
  })
}

function countsOf({ items }: Matched) {
  const count = (...kinds: readonly string[]) => items.filter(({ state }) => kinds.includes(state.kind)).length
  return { done: count('done'), missed: count('missed'), ahead: count('open', 'upcoming') }
}

async function plansOf(
  db: Kysely<Tables>,
  units: readonly UnitId[],
  { id, planDue }: Campaign,
): Promise<ReadonlyMap<UnitId, { readonly content: PlanContent; readonly state: PlanState }>> {
  if (units.length === 0) return new Map()
  const papers = await db
    .selectFrom('paper')
    .selectAll()
    .where('unit_id', 'in', units)
    .where('kind', '=', 'plan')
    .where('campaign_id', '=', id)
    .execute()
  // The day that holds is the campaign's as it is now.
  return new Map(
    papers.map((paper) => [paper.unit_id, { content: { ...planOf(paper), due: planDue }, state: planState(paper) }]),
  )
}

/**
 * What was done within the campaign: activities and standing items one by one, doors, leaflets and dissuasions by the day. `wanted`: of
 * the first and the last only those of such a unit, channel and day. Compared with a list, not joined with one: without statistics, as
 * PGlite is, a join of the two took twenty seconds for a street's year.
 */
async function actualsOf(
  db: Kysely<Tables>,
  units: readonly UnitId[],
  { from, to }: Campaign,
  wanted: readonly string[] | null = null,
): Promise<ReadonlyMap<UnitId, readonly Actual[]>> {
  const found = new Map<UnitId, Actual[]>(units.map((unit) => [unit, []]))
  if (units.length === 0) return found
  const activities = await db
    .selectFrom('activity')
    .select(['unit_id', 'activity_id', 'from_day', 'channel'])
    .where('unit_id', 'in', units)
    .where('from_day', '>=', from)
    .where('from_day', '<=', to)
    .where('undone', '=', false)
    .$if(wanted !== null, (found) =>
      found.where(sql<boolean>`unit_id || ' ' || channel || ' ' || from_day = any(${wanted}::text[])`),
    )
    .orderBy('activity_id')
    .execute()
  for (const row of activities)
    found.get(row.unit_id)?.push({ id: row.activity_id, day: row.from_day, channel: row.channel })
  const standing = await db
    .selectFrom('paper')
    .select(['unit_id', 'paper_id', 'content'])
    .where('unit_id', 'in', units)
    .where('kind', '=', 'standing')
    .orderBy('paper_id')
    .execute()
  for (const row of standing) {
    const item = v.parse(standingContent, row.content)
    const channel = standingChannels.find((one) => one === item.kind)
    // A screen or a loudspeaker is an activity as often as it plays.
    if (channel === undefined || item.from < from || to < item.from) continue
    found.get(row.unit_id)?.push({ id: row.paper_id, day: item.from, channel })
  }
  const many = await db
    .selectFrom('channel_day')
    .select(['unit_id', 'day', 'channel'])
    .where('unit_id', 'in', units)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('channel', 'in', ['door', 'leaflet', 'dissuasion'])
    .where('count', '>', 0)
    .$if(wanted !== null, (found) =>
      found.where(sql<boolean>`unit_id || ' ' || channel || ' ' || day = any(${wanted}::text[])`),
    )
    .orderBy('day')
    .execute()
  for (const { unit_id: unit, day, channel } of many) found.get(unit)?.push({ id: null, day, channel })
  return found
}

async function campaignOf(db: Kysely<Tables>, street: UnitId | null, id: OperationId): Promise<Campaign | undefined> {
  if (street === null) return undefined
  const row = await db
    .selectFrom('campaign')
    .select('content')
    .where('street_id', '=', street)
    .where('campaign_id', '=', id)
    .executeTakeFirst()
  return row?.content
}
