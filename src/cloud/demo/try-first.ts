import type { Role } from '#domain/staff'

/** The demonstration is best understood at the door, then from the secretary's desk. */
const byRole: readonly Role[] = ['grid', 'volunteer', 'secretary', 'police', 'street', 'inspector', 'leader']
/** The community with every kind of building, and today short of its 60 minutes. */
const FIRST_UNIT = 'qfy'

/** Who is best to try comes first: the first community's people by role, then everybody else as they stand. */
export function tryFirst(
  a: { readonly unitId: string; readonly role: Role },
  b: { readonly unitId: string; readonly role: Role },
): number {
  return (
    Number(b.unitId === FIRST_UNIT) - Number(a.unitId === FIRST_UNIT) || byRole.indexOf(a.role) - byRole.indexOf(b.role)
  )
}
