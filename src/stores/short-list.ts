import { left, nearestToFinished } from '#domain/coverage'
import { openAppointment } from '#domain/door'
import type { BuildingId, DoorId } from '#domain/ids'
import { type DueItem, shortList } from '#domain/short-list'
import type { Milliseconds } from '#domain/time'
import type { BuildingView, DoorView } from '#sync/engine-api'
import type { OwnVisit } from './own-visits'

type Appointment = Extract<DueItem, { kind: 'appointment' }>
const seen = new WeakMap<readonly DoorView[], readonly Appointment[]>()

/** Looked up once for each state of a building: with 3,000 doors on the phone it is asked at every render. */
function appointmentsOf(doors: readonly DoorView[]): readonly Appointment[] {
  const known = seen.get(doors)
  if (known !== undefined) return known
  const found: Appointment[] = []
  for (const { id, buildingId, memory } of doors) {
    const dueAt = openAppointment(memory)
    if (dueAt !== null) found.push({ kind: 'appointment', doorId: id, buildingId, dueAt })
  }
  seen.set(doors, found)
  return found
}

/** Today's short list (F14), from what is on the phone. */
export function dueToday(
  buildings: readonly BuildingView[],
  held: readonly (readonly DoorView[])[],
  now: Milliseconds,
): readonly DueItem[] {
  const halfDone = buildings
    .filter(({ row }) => row.visited > 0 && left(countOf(row)) > 0)
    .map(({ row }) => ({ kind: 'half-done', buildingId: row.id, left: left(countOf(row)) }) as const)
  return shortList(held.flatMap(appointmentsOf), halfDone, now)
}

export function nearestFirst(buildings: readonly BuildingView[]): readonly BuildingView[] {
  return [...buildings].sort((a, b) => nearestToFinished(countOf(a.row), countOf(b.row)))
}

/** Where to go on: the building of the last own visit while doors are left, else the one nearest to being finished. */
export function buildingToGoOn(
  buildings: readonly BuildingView[],
  held: readonly (readonly DoorView[])[],
  visits: readonly OwnVisit[],
): BuildingView | null {
  const last = visits[0] === undefined ? null : findDoor(held, visits[0].doorId)
  const same = buildings.find(({ row }) => row.id === last?.buildingId)
  if (same !== undefined && left(countOf(same.row)) > 0) return same
  return nearestFirst(buildings).find(({ row }) => left(countOf(row)) > 0) ?? null
}

export function findDoor(held: readonly (readonly DoorView[])[], id: DoorId): DoorView | null {
  for (const doors of held) {
    const found = doors.find((door) => door.id === id)
    if (found !== undefined) return found
  }
  return null
}

function countOf(row: BuildingView['row']): {
  readonly buildingId: BuildingId
  readonly doors: number
  readonly visited: number
  readonly met: number
} {
  return { buildingId: row.id, doors: row.doors, visited: row.visited, met: row.met }
}
