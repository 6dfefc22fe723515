import type { Problem } from '#contract/problem'
import type { OperationId } from '#domain/ids'

/** What is true of a record that somebody at a desk waits for: sent, kept for later, or refused with the reason. */
export type Sent =
  | { readonly kind: 'delivered'; readonly id: OperationId }
  | { readonly kind: 'kept'; readonly id: OperationId }
  /** `id`: the record that lies in quarantine; null when nothing was written at all. */
  | { readonly kind: 'refused'; readonly title: string; readonly id: OperationId | null }

/** What was wrong and what to do, in one line: the number alone helps nobody who still has the form before him. */
export function refusal({ title, detail }: Pick<Problem, 'title' | 'detail'>): string {
  return detail === undefined ? title : `${title}：${detail}`
}
