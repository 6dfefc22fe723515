import * as v from 'valibot'
import { findingContent } from '#contract/finding'
import { type Finding, type FindingState, findingStates, tellOverdueAt } from '#domain/finding'
import type { PaperRow } from './working-set'

/** Where a unit reads what was found there. */
export const FINDINGS_PAGE = 'community/findings/index'

/** A finding as its paper holds it, in the unit that has to mend it; `due_at` is when the unit is told that its time is up. */
export function findingPaper(
  content: Finding,
  state: FindingState,
): Pick<PaperRow, 'kind' | 'campaign_id' | 'period' | 'state' | 'at' | 'due_at' | 'content'> {
  return {
    kind: 'finding',
    campaign_id: null,
    period: null,
    state,
    at: content.openedAt,
    due_at: tellOverdueAt(state, content),
    content,
  }
}

export function findingOf({ content }: Pick<PaperRow, 'content'>): Finding {
  return v.parse(findingContent, content)
}

export function findingState({ state }: Pick<PaperRow, 'state'>): FindingState {
  return v.parse(v.picklist(findingStates), state)
}
