import type { OperationId } from '#domain/ids'

/** What is true of a record that somebody at a desk waits for: sent, kept for later, or refused with the reason. */
export type Sent =
  | { readonly kind: 'delivered'; readonly id: OperationId }
  | { readonly kind: 'kept'; readonly id: OperationId }
  /** `id`: the record that lies in quarantine; null when nothing was written at all. */
  | { readonly kind: 'refused'; readonly title: string; readonly id: OperationId | null }
