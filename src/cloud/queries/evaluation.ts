import type { Context } from '#cloud/context'
import { sheetHash, sheetOf } from '#cloud/operations/evaluation-change'
import { evaluationOf } from '#cloud/operations/evaluation-paper'
import { evaluatedUnits } from '#cloud/operations/load-evaluated'
import { ok, type Result, refuse } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { EvaluationAnswer } from '#contract/evaluation'
import type { QueryRequest } from '#contract/query'
import { mayIssue, openEvaluation } from '#domain/evaluation'
import { dayOf } from '#domain/time'
import { campaignOf } from './campaign-of'
import { permit } from './permit'
import { unitNamed } from './unit-named'

/** The sheet of a campaign: as its figures are now, with what the street adjusted, and what was issued (S13). */
export async function evaluation(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { campaign: campaignId }: Extract<QueryRequest, { action: 'evaluation' }>,
): Promise<Result<EvaluationAnswer>> {
  const refused = permit(context, staff, 'evaluation.read', {
    unitId,
    street: streetId,
  })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const campaign = await campaignOf(db, unitId, campaignId)
  if (campaign === undefined) return refuse(4041, '没有这个行动', 'campaign')
  const street = await unitNamed(db, unitId)
  const paper = await db
    .selectFrom('paper')
    .select('content')
    .where('unit_id', '=', unitId)
    .where('kind', '=', 'evaluation')
    .where('campaign_id', '=', campaignId)
    .executeTakeFirst()
  const content = paper === undefined ? openEvaluation(campaign.id) : evaluationOf(paper)
  const units = sheetOf(campaign, content, await evaluatedUnits(db, unitId, campaign, now))
  return ok({
    street,
    campaign: {
      id: campaign.id,
      name: campaign.name,
      from: campaign.evaluation.from,
      to: campaign.evaluation.to,
    },
    units: [...units],
    content,
    seen: sheetHash(units, content),
    mayIssue: mayIssue(campaign, dayOf(now)),
    asOf: now,
  })
}
