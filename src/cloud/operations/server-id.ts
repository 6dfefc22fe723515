import { UUID } from 'uuidv7'
import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { operationId, staffId } from '#contract/scalars'
import type { OperationId, StaffId } from '#domain/ids'

/** Who acts when no person does: a command on the server itself. No row of `staff` has this id. */
export const SERVER: StaffId = v.parse(staffId, 'server')

/** A UUIDv7 for what the server itself appends to a log. */
export function serverId({ clock, random }: Pick<Context, 'clock' | 'random'>): OperationId {
  const bytes = new DataView(Uint8Array.from(random.bytes(10)).buffer)
  const uuid = UUID.fromFieldsV7(clock.now(), bytes.getUint16(0) & 0xfff, bytes.getUint32(2) >>> 2, bytes.getUint32(6))
  return v.parse(operationId, uuid.toString())
}
