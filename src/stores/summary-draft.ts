import * as v from 'valibot'
import type { OperationId } from '#domain/ids'
import { deskDraft } from './desk-draft'

/** A summary's own words while they are written, and how often the paper had been edited when they were begun. */
const draftSchema = v.object({
  base: v.number(),
  narrative: v.nullable(v.string()),
  problems: v.string(),
  next: v.string(),
})
export type SummaryDraft = v.InferOutput<typeof draftSchema>

const of = (id: OperationId) => deskDraft('summary-draft', id, draftSchema)

export function summaryDraft(id: OperationId): SummaryDraft | null {
  return of(id).read()
}

/** False: there is no room left, so that the words are on the screen alone. */
export function keepSummaryDraft(id: OperationId, value: SummaryDraft | null): boolean {
  return of(id).keep(value)
}
