import * as v from 'valibot'
import { evaluationContent } from '#contract/evaluation'
import type { EvaluationContent } from '#domain/evaluation'
import type { PaperRow } from './working-set'

/** The street's sheet of a campaign as its paper holds it: one a campaign. `issued` once a version went out. */
export function evaluationPaper(
  content: EvaluationContent,
): Pick<PaperRow, 'kind' | 'campaign_id' | 'period' | 'state' | 'due_at' | 'content'> {
  return {
    kind: 'evaluation',
    campaign_id: content.campaignId,
    period: null,
    state: content.issued.length === 0 ? 'open' : 'issued',
    due_at: null,
    content,
  }
}

export function evaluationOf({ content }: Pick<PaperRow, 'content'>): EvaluationContent {
  return v.parse(evaluationContent, content)
}
