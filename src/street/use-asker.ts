import type { UnitId } from '#domain/ids'
import { overseesUnits, type Role } from '#domain/staff'
import { useSession } from '#stores/session-store'

export interface Asker {
  /** The street, or the unit that asks about itself. */
  readonly id: UnitId
  readonly name: string
  readonly role: Role
}

/**
 * Whoever may look at how units stand: the street's people at all of them, a unit's secretary at its own. Null for anybody else; the
 * leading group is shown aggregates alone, unless `leader` says that a page has nothing else.
 */
export function useAsker({ leader = false }: { readonly leader?: boolean } = {}): Asker | null {
  const staff = useSession(({ session }) => session?.staff ?? null)
  const may =
    staff !== null && (leader || staff.role !== 'leader') && (staff.role === 'secretary' || overseesUnits(staff.role))
  return may ? { id: staff.unitId, name: staff.unitName, role: staff.role } : null
}
