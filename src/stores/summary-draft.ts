import * as v from 'valibot'
import type { OperationId } from '#domain/ids'
import { StorageFull } from '#sync/ports'
import { services } from './services'
import { useSession } from './session-store'

/** A summary's own words while they are written, and how often the paper had been edited when they were begun. */
const draftSchema = v.object({
  base: v.number(),
  narrative: v.nullable(v.string()),
  problems: v.string(),
  next: v.string(),
})
export type SummaryDraft = v.InferOutput<typeof draftSchema>

/** The street's people have no engine to keep forms: the device's own storage does, under the name of whoever wrote. */
function keyOf(id: OperationId): string {
  return `summary-draft/${useSession.getState().session?.staff.id}/${id}`
}

export function summaryDraft(id: OperationId): SummaryDraft | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), draftSchema), services().store.get(keyOf(id)))
  return parsed.success ? parsed.output : null
}

/** False: there is no room left, so that the words are on the screen alone. */
export function keepSummaryDraft(id: OperationId, value: SummaryDraft | null): boolean {
  const { store } = services()
  try {
    if (value === null) store.remove(keyOf(id))
    else store.set(keyOf(id), JSON.stringify(value))
    return true
  } catch (error) {
    if (error instanceof StorageFull) return false
    throw error
  }
}
