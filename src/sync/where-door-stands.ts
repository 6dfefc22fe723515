import type { Operation } from '#contract/operation'
import type { BuildingId } from '#domain/ids'
import type { CloudCopy } from './cloud-copy'
import type { StoredRecord } from './stored'

/**
 * The building that a visit's counts belong to, looked up once at the tap: later its doors may have left the device. `byUse`:
 * the building on the screen comes first, so the look-up ends at the first one.
 */
export function whereDoorStands(
  operation: Operation,
  records: readonly StoredRecord[],
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
      const own = records.find((record) => record.operation.id === visitId)
      if (own) return own.building
      return byUse.find((id) =>
        copy.building(id)?.doors.some(({ memory }) => memory.some((visit) => visit.id === visitId)),
      )
    }
    default:
      return undefined
  }
}
