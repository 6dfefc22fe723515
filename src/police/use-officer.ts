import type { StaffId, UnitId } from '#domain/ids'
import { useSession } from '#stores/session-store'

export interface Officer {
  readonly id: StaffId
  readonly name: string
  readonly station: string
  readonly serves: readonly { readonly unitId: UnitId; readonly name: string }[]
}

/** Null while no officer is signed in. */
export function useOfficer(): Officer | null {
  const staff = useSession(({ session }) => session?.staff ?? null)
  if (staff === null || staff.role !== 'police') return null
  return { id: staff.id, name: staff.name, station: staff.unitName, serves: staff.serves }
}

export function communityName({ serves }: Officer, unit: UnitId): string {
  return serves.find(({ unitId }) => unitId === unit)?.name ?? unit
}
