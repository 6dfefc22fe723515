import type { BuildingId, GridId, StaffId, UnitId } from './ids'
import { type Action, rights } from './rights'
import { onDuty, type Role, type Staff } from './staff'
import type { LocalDate } from './time'

/** What it is done to. Facts come from the server's own data, never from the request. */
export interface Subject {
  readonly unitId: UnitId
  /** For what happens in a building: where it is, and whose grid. */
  readonly building?: { readonly id: BuildingId; readonly gridId: GridId | null }
  /** For what belongs to a person: a record's author, a stock's owner. */
  readonly owner?: StaffId
  /** The station that serves the unit. */
  readonly station?: UnitId | null
  /** The street that the unit belongs to. */
  readonly street?: UnitId | null
  /** For a case: everybody who is of its team, or was once. */
  readonly people?: readonly StaffId[]
}

/** The one question every operation and query asks. `today` is the server's day: a volunteer's last day is the last one. */
export function can(actor: Staff, action: Action, subject: Subject, today: LocalDate): boolean {
  if (!onDuty(actor, today)) return false
  const reach = rights[action][actor.role]
  // The two rights that reach into another unit: an alert lives in the community that must act on it, a report in the unit that
  // writes it.
  if (reach === 'station') return subject.station !== undefined && subject.station === actor.unitId
  if (reach === 'street') return subject.unitId === actor.unitId || subject.street === actor.unitId
  if (subject.unitId !== actor.unitId) return false
  switch (reach) {
    case 'no':
      return false
    case 'unit':
      return true
    case 'own':
      return subject.owner === actor.id
    case 'case':
      return subject.people?.includes(actor.id) ?? false
    case 'own-building':
      return subject.building !== undefined && inScope(actor, subject.building)
    default:
      return reach satisfies never
  }
}

/** Whether anybody in this role ever may, whatever it is done to: enough to refuse what need not be looked at. */
export function roleMay(role: Role, action: Action): boolean {
  return rights[action][role] !== 'no'
}

/** Whether a building belongs to the person's scope. */
export function inScope(
  actor: Pick<Staff, 'scope'>,
  building: { readonly id: BuildingId; readonly gridId: GridId | null },
): boolean {
  switch (actor.scope.kind) {
    case 'unit':
      return true
    case 'grid':
      return building.gridId === actor.scope.gridId
    case 'buildings':
      return actor.scope.buildingIds.includes(building.id)
    case 'none':
      return false
    default:
      return actor.scope satisfies never
  }
}
