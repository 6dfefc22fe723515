import * as v from 'valibot'
import { summaryContent } from '#contract/summary'
import { type SummaryContent, type SummaryState, summaryStates } from '#domain/summary'
import type { PaperRow } from './working-set'

/** A summary as its paper holds it. `period` is the due day of its reports, `at` when it was composed. */
export function summaryPaper(
  content: SummaryContent,
  state: SummaryState,
): Pick<PaperRow, 'kind' | 'campaign_id' | 'period' | 'state' | 'due_at' | 'content'> {
  return {
    kind: 'summary',
    campaign_id: content.campaignId,
    period: content.due,
    state,
    due_at: null,
    content,
  }
}

export function summaryOf({ content }: Pick<PaperRow, 'content'>): SummaryContent {
  return v.parse(summaryContent, content)
}

export function summaryState({ state }: Pick<PaperRow, 'state'>): SummaryState {
  return v.parse(v.picklist(summaryStates), state)
}
