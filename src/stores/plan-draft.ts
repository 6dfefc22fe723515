import * as v from 'valibot'
import { localDate } from '#contract/scalars'
import { channels } from '#domain/activity'
import type { OperationId, UnitId } from '#domain/ids'
import type { PlanItem } from '#domain/plan'
import { engineIn } from './field-store'

/** A plan while it is written, kept at every change (F08), with how many versions there were when it was begun. */
const draftSchema = v.object({
  base: v.number(),
  items: v.array(
    v.object({
      id: v.string(),
      day: localDate,
      channel: v.picklist(channels),
      title: v.string(),
      place: v.string(),
      responsible: v.string(),
      audience: v.string(),
    }),
  ),
})

export interface PlanDraft {
  readonly base: number
  readonly items: readonly PlanItem[]
}

const formOf = (campaign: OperationId): string => `plan-${campaign}`

export function planDraft(unit: UnitId, campaign: OperationId): PlanDraft | null {
  const parsed = v.safeParse(draftSchema, engineIn(unit)?.form(formOf(campaign)))
  return parsed.success ? parsed.output : null
}

export function keepPlanDraft(unit: UnitId, campaign: OperationId, value: PlanDraft | null): void {
  engineIn(unit)?.saveForm(formOf(campaign), value)
}
