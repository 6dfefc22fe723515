import type { Operation } from '#contract/operation'
import type { BuildingId, OperationId } from '#domain/ids'
import type { CloudCopy } from './cloud-copy'
import type { StoredRecord } from './stored'

/**
 * The building that a visit's counts belong to, looked up once at the tap: later its doors may have left the device. `byUse`:
 * the building on the screen comes first, so the look-up ends at the first one. `own`: a record of this device, asked for only where a visit is
 * changed, so that a tap does not read through all that waits.
 */
export function whereDoorStands(
  operation: Operation,
  own: (id: OperationId) => StoredRecord | undefined,
  copy: CloudCopy,
  byUse: readonly BuildingId[],
): BuildingId | undefined {
  switch (operation.type) {
    case 'visit.log': {
      const { doorId } = operation.body
      return byUse.find((id) => copy.building(id)?.doors.some((door) => door.id === doorId))
    }
    case 'visit.amend':
    case 'visit.undo': {
      const { visitId } = operation.body
      const visit = own(visitId)
      if (visit) return visit.building
      return byUse.find((building) =>
        copy.building(building)?.doors.some(({ memory }) => memory.some(({ id }) => id === visitId)),
      )
    }
    default:
      return undefined
  }
}
