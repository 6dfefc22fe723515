import type { BuildingId, GridId, StaffId, UnitId } from './ids'
import type { LocalDate } from './time'

export const roles = ['grid', 'volunteer', 'police', 'secretary', 'street', 'inspector', 'leader'] as const
export type Role = (typeof roles)[number]

/** Who logs, and so has a device that holds records; the others only read. */
export function keepsRecords(role: Role): boolean {
  return role === 'grid' || role === 'volunteer' || role === 'secretary' || role === 'police'
}

/** The street's own people, who look at all its units. */
export function overseesUnits(role: Role): boolean {
  return role === 'street' || role === 'inspector' || role === 'leader'
}

/** Which of a unit's buildings a person works in. */
export type Scope =
  | { readonly kind: 'unit' }
  | { readonly kind: 'grid'; readonly gridId: GridId }
  | { readonly kind: 'buildings'; readonly buildingIds: readonly BuildingId[] }
  | { readonly kind: 'none' }

export interface Staff {
  readonly id: StaffId
  readonly unitId: UnitId
  readonly name: string
  readonly role: Role
  /** Worker's number 工号, shown to residents. */
  readonly number: string
  readonly scope: Scope
  /** First and last day of service, both included; null is open. */
  readonly from: LocalDate | null
  readonly to: LocalDate | null
  /** False once the person has left 停用. */
  readonly active: boolean
}

/** In service on that day: a volunteer's days are counted in Shanghai, the last one included (F16). */
export function onDuty(staff: Pick<Staff, 'active' | 'from' | 'to'>, day: LocalDate): boolean {
  return staff.active && (staff.from === null || staff.from <= day) && (staff.to === null || day <= staff.to)
}
