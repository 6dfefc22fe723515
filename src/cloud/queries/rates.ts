import type { Kysely } from 'kysely'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import { baselineOf } from '#cloud/operations/baseline-set'
import { ok, type Result, refuse } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { QueryRequest } from '#contract/query'
import type { RatesAnswer } from '#contract/rates'
import type { UnitOfStreet } from '#contract/street'
import type { Campaign } from '#domain/campaign'
import type { UnitId } from '#domain/ids'
import { judge } from '#domain/milestones'
import { firstDay, lastDay, monthOf } from '#domain/month'
import { compareMonths, sum } from '#domain/press-down-rate'
import { figuresByMonth, type RateGround, runningMonth, together, wholeMonths } from '#domain/rates'
import { dayOf, type LocalDate } from '#domain/time'
import { crimeFigures } from './crime-figures'
import { permit } from './permit'
import { reportingUnits } from './reporting-units'

type Line = RatesAnswer['units'][number]

/** 压降率 of each unit and in total, month by month, with all that a figure came from, and what the milestones say of it (S04, S38, S39). */
export async function rates(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  request: Extract<QueryRequest, { action: 'rates' }>,
): Promise<Result<RatesAnswer>> {
  const refused = permit(context, staff, 'rates.read', { unitId, street: streetId })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const campaign = await db
    .selectFrom('campaign')
    .select('content')
    .where('street_id', '=', streetId ?? unitId)
    .where('campaign_id', '=', request.campaign)
    .executeTakeFirst()
  if (campaign === undefined) return refuse(4041, '没有这个行动', 'campaign')
  const { content } = campaign
  const today = dayOf(now)
  const units = await reportingUnits(db, unitId)
  const found = await crimeFigures(db, units, firstDay(monthOf(content.from)), lastDay(monthOf(content.to)))
  const baselines = await baselinesOf(db, units, content.baseYear)
  const grounds = units.map(({ id }): RateGround => {
    return {
      now: figuresByMonth(found.filter(({ unit }) => unit === id)),
      base: baselines.get(id)?.months ?? [],
    }
  })
  const all = together(grounds)
  const { id, name, from, to, baseYear } = content
  return ok({
    campaign: { id, name, from, to, baseYear },
    units: units.map((unit, index) => ({
      unit,
      ...lineOf(content, grounds[index] ?? { now: [], base: [] }, today),
      baseline: baselines.get(unit.id) ?? { version: 0, months: [], corrections: [] },
      correctedCrimes: found.filter((crime) => crime.unit === unit.id && crime.version > 1).length,
    })),
    total: units.some((unit) => unit.id === unitId) ? null : lineOf(content, all, today),
    milestones: content.milestones.map((milestone) => ({
      ...milestone,
      verdict: judge({ ...milestone, since: monthOf(from) }, all.now, all.base, baseYear, today),
    })),
    asOf: now,
  })
}

function lineOf(campaign: Campaign, { now, base }: RateGround, today: LocalDate) {
  const month = runningMonth(campaign, today)
  return {
    months: compareMonths(wholeMonths(campaign, today), now, base, campaign.baseYear),
    running: month === null ? null : { month, ...sum(now.filter((one) => one.month === month)) },
  }
}

async function baselinesOf(
  db: Kysely<Tables>,
  units: readonly UnitOfStreet[],
  year: number,
): Promise<ReadonlyMap<UnitId, Line['baseline']>> {
  if (units.length === 0) return new Map()
  const rows = await db
    .selectFrom('paper')
    .select(['unit_id', 'content'])
    .where(
      'unit_id',
      'in',
      units.map(({ id }) => id),
    )
    .where('kind', '=', 'baseline')
    .where('period', '=', String(year))
    .execute()
  return new Map(
    rows.map((row) => {
      const { version, months, corrections } = baselineOf(row)
      return [row.unit_id, { version, months, corrections }]
    }),
  )
}
