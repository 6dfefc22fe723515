import * as v from 'valibot'
import { planContent } from '#contract/plan'
import type { OperationId } from '#domain/ids'
import { openPlan, type PlanContent, type PlanState, planDeadline, planStates } from '#domain/plan'
import type { Occurrence } from './occurrence'
import type { PaperRow, WorkingSet } from './working-set'

/** A plan as its paper holds it; due while nothing was handed in and nobody has said that it is late. */
export function planPaper(
  content: PlanContent,
  state: PlanState,
): Omit<PaperRow, 'unit_id' | 'paper_id' | 'author' | 'seq'> {
  return {
    kind: 'plan',
    campaign_id: content.campaignId,
    period: content.due,
    state,
    at: content.versions.at(-1)?.at ?? planDeadline(content.due),
    due_at: content.versions.length === 0 && content.overdueAt === null ? planDeadline(content.due) : null,
    content,
  }
}

export function planOf({ content }: Pick<PaperRow, 'content'>): PlanContent {
  return v.parse(planContent, content)
}

export function planState({ state }: Pick<PaperRow, 'state'>): PlanState {
  return v.parse(v.picklist(planStates), state)
}

export interface FoundPlan {
  readonly paper: Pick<PaperRow, 'unit_id' | 'paper_id' | 'author'>
  readonly content: PlanContent
  readonly state: PlanState
}

/** The unit's plan of a campaign; an empty one, which this operation begins, where there is none. Undefined: no such campaign. */
export function planFor(
  campaignId: OperationId,
  begins: OperationId,
  when: Occurrence,
  set: WorkingSet,
): FoundPlan | undefined {
  const campaign = set.campaigns.get(campaignId)
  if (campaign === undefined) return undefined
  const paper = [...set.papers.values()].find((one) => one.kind === 'plan' && one.campaign_id === campaignId)
  if (paper === undefined)
    return {
      paper: { unit_id: set.unitId, paper_id: begins, author: when.author.id },
      content: openPlan(campaignId, campaign.planDue),
      state: 'open',
    }
  // The day that holds is the campaign's as it is now: the street may give more time.
  return { paper, content: { ...planOf(paper), due: campaign.planDue }, state: planState(paper) }
}
