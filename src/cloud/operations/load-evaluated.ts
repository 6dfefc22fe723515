import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { measuresOf } from '#cloud/queries/measures-of'
import { reportingUnits } from '#cloud/queries/reporting-units'
import type { Operation } from '#contract/operation'
import type { Campaign } from '#domain/campaign'
import { itemsFor } from '#domain/evaluation'
import type { UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import type { Evaluated, WorkingSet } from './working-set'

/**
 * For the evaluation alone: the units and, for a version to be issued, their figures. The street's head is locked and no unit's: what
 * comes in at this moment is another sheet, as `seen` says.
 */
export async function loadEvaluated(
  db: Kysely<Tables>,
  set: WorkingSet,
  operations: readonly Operation[],
  now: Milliseconds,
): Promise<void> {
  for (const { type, body } of operations) {
    if (type !== 'evaluation.adjust' && type !== 'evaluation.issue') continue
    const campaign = set.campaigns.get(body.campaignId)
    if (campaign === undefined || (set.evaluated.has(campaign.id) && type === 'evaluation.adjust')) continue
    const evaluated =
      type === 'evaluation.issue'
        ? await evaluatedUnits(db, set.unitId, campaign, now)
        : { units: await reportingUnits(db, set.unitId), figures: new Map() }
    set.evaluated.set(campaign.id, evaluated)
  }
}

/** Every unit of the street and its figures over the evaluation's days. */
export async function evaluatedUnits(
  db: Kysely<Tables>,
  street: UnitId,
  campaign: Campaign,
  now: Milliseconds,
): Promise<Evaluated> {
  const units = await reportingUnits(db, street)
  const measures = units.flatMap(({ kind }) => itemsFor(campaign, kind).map(({ measure }) => measure))
  const window = { from: campaign.evaluation.from, to: campaign.evaluation.to }
  return {
    units,
    figures: await measuresOf(db, measures, { units, campaign, window, now }),
  }
}
