import type { Operation } from '#contract/operation'
import type { Outbox } from './outbox'
import type { RecordKeeper } from './record-keeper'

const HIDDEN = '＊'
const NO_PHONE = '00000'

/**
 * Who a resident is stays no longer on the device that entered it than until the cloud has it. The record itself stays its two days,
 * so that its author sees that it was delivered; it is never sent again.
 */
export function redactDelivered(outbox: Outbox, keeper: RecordKeeper): void {
  for (const { operation, status } of outbox.all()) {
    if (status.kind !== 'delivered') continue
    const redacted = withoutResident(operation)
    if (redacted !== null) keeper.replace(operation.id, { operation: redacted, status })
  }
}

/** Null: there is nothing of a resident in it. */
function withoutResident(operation: Operation): Operation | null {
  if (operation.type === 'crime.enter') {
    const { address, phone, ...body } = operation.body
    return address === undefined && phone === undefined ? null : { ...operation, body }
  }
  if (operation.type === 'crime.correct') {
    const { address, phone, ...body } = operation.body
    return address === undefined && phone === undefined ? null : { ...operation, body }
  }
  if (operation.type !== 'alert.enter' || operation.body.phone === NO_PHONE) return null
  const { clue: _, ...body } = operation.body
  return {
    ...operation,
    body: { ...body, name: HIDDEN, phone: NO_PHONE, address: HIDDEN },
  }
}
