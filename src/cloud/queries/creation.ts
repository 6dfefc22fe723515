import type { Context } from '#cloud/context'
import { ok, type Result, refuse } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { CreationAnswer, MeasureAnswer } from '#contract/measure'
import type { QueryRequest } from '#contract/query'
import { creationMeasures, creationOf } from '#domain/creation'
import { measured } from '#domain/measure'
import { dayOf } from '#domain/time'
import { campaignOf } from './campaign-of'
import { measureRows } from './measure-rows'
import { measuresOf } from './measures-of'
import { permit } from './permit'
import { reportingUnits } from './reporting-units'

type Asked<Action extends QueryRequest['action']> = Extract<QueryRequest, { action: Action }>

/** 无诈 creation (S01): each unit of the street against the campaign's criteria, or the one that asks about itself. */
export async function creation(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { campaign: campaignId }: Asked<'creation'>,
): Promise<Result<CreationAnswer>> {
  const refused = permit(context, staff, 'creation.read', {
    unitId,
    street: streetId,
  })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const campaign = await campaignOf(db, streetId ?? unitId, campaignId)
  if (campaign === undefined) return refuse(4041, '没有这个行动', 'campaign')
  const units = await reportingUnits(db, unitId)
  const measures = units.flatMap(({ kind }) => creationMeasures(campaign, kind))
  const figures = await measuresOf(db, measures, {
    units,
    campaign,
    window: campaign,
    now,
  })
  return ok({
    campaign: {
      id: campaign.id,
      name: campaign.name,
      from: campaign.from,
      to: campaign.to,
    },
    units: units.map((unit) => {
      const { target, criteria, met } = creationOf(campaign, unit.kind, figures.get(unit.id) ?? new Map())
      return { unit, target, criteria: [...criteria], met }
    }),
    asOf: now,
  })
}

/** What one figure of a unit was counted from. */
export async function measure(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  request: Asked<'measure'>,
): Promise<Result<MeasureAnswer>> {
  const refused = permit(context, staff, 'creation.read', {
    unitId,
    street: streetId,
  })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const campaign = await campaignOf(db, streetId ?? unitId, request.campaign)
  if (campaign === undefined) return refuse(4041, '没有这个行动', 'campaign')
  const units = await reportingUnits(db, unitId)
  const [unit] = units.filter(({ id }) => id === unitId)
  if (unit === undefined) return refuse(4041, '这个单位不参加评估', 'unit')
  const { from, to } = request.window === 'campaign' ? campaign : campaign.evaluation
  const window = { from, to }
  const rows =
    (
      await measureRows(db, request.measure, {
        units: [unit],
        campaign,
        window,
        now,
      })
    ).get(unit.id) ?? []
  return ok({
    campaign: {
      id: campaign.id,
      name: campaign.name,
      from: campaign.from,
      to: campaign.to,
    },
    unit,
    measure: request.measure,
    from,
    to,
    figure: measured(request.measure, rows, window, dayOf(now)),
    rows: [...rows],
    asOf: now,
  })
}
