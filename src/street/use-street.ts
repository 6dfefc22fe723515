import type { StreetAnswer } from '#contract/street'
import type { UnitId } from '#domain/ids'
import { overseesUnits, type Role } from '#domain/staff'
import { type QueryState, useQuery } from '#stores/query-store'
import { useSession } from '#stores/session-store'

export interface OwnStreet {
  readonly id: UnitId
  readonly name: string
  readonly role: Role
}

/** The street whose person is signed in; null for anybody else. */
export function useStreet(): OwnStreet | null {
  const staff = useSession(({ session }) => session?.staff ?? null)
  return staff === null || !overseesUnits(staff.role)
    ? null
    : { id: staff.unitId, name: staff.unitName, role: staff.role }
}

/** Its settings, campaigns and units. */
export function useStreetAnswer(street: OwnStreet): QueryState<StreetAnswer> {
  return useQuery<'street'>({ action: 'street', unit: street.id })
}
