import type { OperationId, UnitId } from '#domain/ids'
import type { Draft, Engine, RecordStatus } from '#sync/engine-api'
import { sendFromDesk } from './desk'
import { engine, engineIn } from './field-store'
import { refusal, type Sent } from './sent'

/**
 * Saves as always, and sends at once because the person at the desk wants to see it take effect. An officer says in which unit: each
 * of the communities that the station serves has an engine of its own. The street's people have none: theirs goes straight from the desk.
 */
export async function sendNow(draft: Draft, unit?: UnitId): Promise<Sent> {
  if (unit === undefined) return throughEngine(draft, engine())
  const own = engineIn(unit)
  if (own === null) return sendFromDesk(draft, unit)
  return throughEngine(draft, own)
}

async function throughEngine(draft: Draft, own: Engine): Promise<Sent> {
  const saved = own.save(draft)
  if (saved.kind !== 'saved') return { kind: 'refused', title: refusal(saved.problem), id: null }
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
      return { kind: 'refused', title: refusal(status.problem), id }
    case 'saved':
    case 'sending':
    case 'unconfirmed':
    case 'held':
      return { kind: 'kept', id }
    default:
      return status satisfies never
  }
}
