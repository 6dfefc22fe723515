import type { Draft, Engine, RecordStatus } from '#sync/engine-api'
import { engine } from './field-store'

/** What is true of a record that somebody at a desk waits for: sent, kept for later, or refused with the reason. */
export type Sent =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly title: string }

/** Saves as always, and sends at once because the person at the desk wants to see it take effect. */
export async function sendNow(draft: Draft): Promise<Sent> {
  const own: Engine = engine()
  const saved = own.save(draft)
  if (saved.kind !== 'saved') return { kind: 'refused', title: saved.problem.title }
  await own.sync()
  const record = own.records().find(({ operation }) => operation.id === saved.id)
  // Delivered and let go already.
  return record === undefined ? { kind: 'delivered' } : told(record.status)
}

function told(status: RecordStatus): Sent {
  switch (status.kind) {
    case 'delivered':
      return { kind: 'delivered' }
    case 'rejected':
      return { kind: 'refused', title: status.problem.title }
    case 'saved':
    case 'sending':
    case 'unconfirmed':
    case 'held':
      return { kind: 'kept' }
    default:
      return status satisfies never
  }
}
