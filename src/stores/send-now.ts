import type { OperationId, UnitId } from '#domain/ids'
import type { Draft, RecordStatus } from '#sync/engine-api'
import { engine, engineOf } from './field-store'

/** What is true of a record that somebody at a desk waits for: sent, kept for later, or refused with the reason. */
export type Sent =
  | { readonly kind: 'delivered'; readonly id: OperationId }
  | { readonly kind: 'kept'; readonly id: OperationId }
  /** `id`: the record that lies in quarantine; null when nothing was written at all. */
  | { readonly kind: 'refused'; readonly title: string; readonly id: OperationId | null }

/**
 * Saves as always, and sends at once because the person at the desk wants to see it take effect. An officer says in which unit: each
 * of the communities that the station serves has an engine of its own.
 */
export async function sendNow(draft: Draft, unit?: UnitId): Promise<Sent> {
  const own = unit === undefined ? engine() : engineOf(unit)
  const saved = own.save(draft)
  if (saved.kind !== 'saved') return { kind: 'refused', title: saved.problem.title, id: null }
  await own.sync()
  const record = own.records().find(({ operation }) => operation.id === saved.id)
  // Delivered and let go already.
  return record === undefined ? { kind: 'delivered', id: saved.id } : told(record.status, saved.id)
}

function told(status: RecordStatus, id: OperationId): Sent {
  switch (status.kind) {
    case 'delivered':
      return { kind: 'delivered', id }
    case 'rejected':
      return { kind: 'refused', title: status.problem.title, id }
    case 'saved':
    case 'sending':
    case 'unconfirmed':
    case 'held':
      return { kind: 'kept', id }
    default:
      return status satisfies never
  }
}
