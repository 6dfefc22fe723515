import * as v from 'valibot'
import { staffId } from '#contract/scalars'
import type { UnitId } from '#domain/ids'
import { nextNumber } from './next-number'
import type { StaffRow } from './working-set'

/** The number of the unit's next person. `ids`: of everybody it ever had. */
export function nextStaffNumber(unitId: UnitId, ids: Iterable<string>): number {
  return nextNumber(`${unitId}-s`, ids)
}

/** A person of the unit. 工号: the unit's letters and a number in the order of arrival. */
export function newStaff(
  unitId: UnitId,
  number: number,
  person: Pick<StaffRow, 'name' | 'role' | 'scope' | 'from_day' | 'to_day' | 'roster_key'>,
): StaffRow {
  return {
    ...person,
    unit_id: unitId,
    staff_id: v.parse(staffId, `${unitId}-s${number}`),
    number: `${unitId.toUpperCase()}${String(number).padStart(3, '0')}`,
    active: true,
    service: false,
    openid: null,
  }
}
