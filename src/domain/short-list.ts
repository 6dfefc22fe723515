import type { BuildingId, DoorId } from './ids'
import { addDays, dayOf, type Milliseconds, startOfDay } from './time'

/** One thing to do today (F14). */
export type DueItem =
  | {
      readonly kind: 'appointment'
      readonly doorId: DoorId
      readonly buildingId: BuildingId
      readonly dueAt: Milliseconds
    }
  | { readonly kind: 'half-done'; readonly buildingId: BuildingId; readonly left: number }

/**
 * Appointments due today or missed before, by due time; then the buildings left half done. `appointments` are the doors whose
 * newest visit is 约访; later days' are left out.
 */
export function shortList(
  appointments: readonly Extract<DueItem, { kind: 'appointment' }>[],
  halfDone: readonly Extract<DueItem, { kind: 'half-done' }>[],
  now: Milliseconds,
): readonly DueItem[] {
  const endOfToday = startOfDay(addDays(dayOf(now), 1))
  const due = appointments.filter(({ dueAt }) => dueAt < endOfToday)
  return [
    ...due.sort((a, b) => a.dueAt - b.dueAt || (a.doorId < b.doorId ? -1 : 1)),
    ...[...halfDone].sort((a, b) => a.left - b.left || (a.buildingId < b.buildingId ? -1 : 1)),
  ]
}
