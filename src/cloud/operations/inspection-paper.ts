import * as v from 'valibot'
import { type InspectionContent, inspectionContent } from '#contract/inspection'
import { inspectionState } from '#domain/inspection'
import type { PaperRow } from './working-set'

/** An inspection as its paper holds it, in the street's own unit. `period` is what was drawn from, by which a second draw is known. */
export function inspectionPaper(
  content: InspectionContent,
): Pick<PaperRow, 'kind' | 'campaign_id' | 'period' | 'state' | 'at' | 'due_at' | 'content'> {
  return {
    kind: 'inspection',
    campaign_id: null,
    period: periodOf(content),
    state: inspectionState(content),
    at: content.drawnAt,
    due_at: null,
    content,
  }
}

export function periodOf({ from, to }: Pick<InspectionContent, 'from' | 'to'>): string {
  return `${from}/${to}`
}

export function inspectionOf({ content }: Pick<PaperRow, 'content'>): InspectionContent {
  return v.parse(inspectionContent, content)
}
