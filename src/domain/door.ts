import type { OperationId } from './ids'
import type { Milliseconds } from './time'
import type { Outcome, Visit } from './visit'

/** A visit as the door remembers it. `id` settles equal instants, so that all devices choose alike. */
export interface DoorVisit {
  readonly id: OperationId
  readonly at: Milliseconds
  readonly outcome: Outcome
  readonly comeBackAt: Milliseconds | null
}

/** A door's memory: its last visits, newest first, at most `DOOR_MEMORY`. Undone visits are not in it. */
export type DoorMemory = readonly DoorVisit[]

export const DOOR_MEMORY = 3

function newerFirst(a: DoorVisit, b: DoorVisit): number {
  return b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
}

export function doorVisit(visit: Pick<Visit, 'id' | 'at' | 'outcome' | 'comeBackAt'>): DoorVisit {
  return { id: visit.id, at: visit.at, outcome: visit.outcome, comeBackAt: visit.comeBackAt ?? null }
}

/** Puts a visit where its time belongs, replacing an older version of itself. Order of arrival does not matter. */
export function remember(memory: DoorMemory, visit: DoorVisit): DoorMemory {
  return [...memory.filter((known) => known.id !== visit.id), visit].sort(newerFirst).slice(0, DOOR_MEMORY)
}

export function forget(memory: DoorMemory, id: OperationId): DoorMemory {
  return memory.filter((known) => known.id !== id)
}

/** What the board draws: the newest outcome, or 未走访. */
export function doorState(memory: DoorMemory): Outcome | 'todo' {
  return memory[0]?.outcome ?? 'todo'
}

/** The appointment that is still open: only the newest visit can hold one, for a later visit answers it. */
export function openAppointment(memory: DoorMemory): Milliseconds | null {
  const last = memory[0]
  return last?.outcome === 'again' ? last.comeBackAt : null
}
