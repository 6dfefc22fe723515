import type { UnitId } from '#domain/ids'
import { useSession } from '#stores/session-store'

export interface OwnUnit {
  readonly id: UnitId
  readonly name: string
}

/** The secretary's own unit; null while nobody is signed in. */
export function useUnit(): OwnUnit | null {
  const staff = useSession(({ session }) => session?.staff ?? null)
  return staff === null ? null : { id: staff.unitId, name: staff.unitName }
}
