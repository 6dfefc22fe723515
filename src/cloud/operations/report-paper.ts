import * as v from 'valibot'
import { reportContent } from '#contract/report'
import type { ReportContent, ReportState } from '#domain/report'
import { reportStates } from '#domain/report'
import { deadlineOf, draftedAt } from '#domain/report-period'
import type { PaperRow } from './working-set'

/** A report as its paper holds it. `period` is its due day: the timer and the street find it by that. */
export function reportPaper(
  content: ReportContent,
  state: ReportState,
): Omit<PaperRow, 'unit_id' | 'paper_id' | 'author' | 'seq'> {
  return {
    kind: 'report',
    campaign_id: content.campaignId,
    period: content.due,
    state,
    at: draftedAt(content),
    due_at: content.versions.length === 0 ? deadlineOf(content) : null,
    content,
  }
}

export function reportOf({ content }: Pick<PaperRow, 'content'>): ReportContent {
  return v.parse(reportContent, content)
}

export function reportState({ state }: Pick<PaperRow, 'state'>): ReportState {
  return v.parse(v.picklist(reportStates), state)
}
