import type { BuildingRow, DoorRow } from '#contract/pull'
import { type DoorMemory, doorVisit, forget, remember } from '#domain/door'
import type { DoorId, OperationId } from '#domain/ids'
import { contentOf, happenedAt, inOrder, isUndone, type OwnVisit, ownVisits, standing, subjectOf } from './own-visits'
import type { StoredRecord } from './stored'

/** The own records of each door, in order. Amendments are found by their visit: own, or in a door's memory. */
export function recordsByDoor(
  records: readonly StoredRecord[],
  rows: readonly DoorRow[],
): ReadonlyMap<DoorId, readonly StoredRecord[]> {
  const doorOf = new Map<OperationId, DoorId>()
  for (const row of rows) for (const visit of row.memory) doorOf.set(visit.id, row.id)
  for (const { operation } of records)
    if (operation.type === 'visit.log') doorOf.set(operation.id, operation.body.doorId)
  const found = new Map<DoorId, StoredRecord[]>()
  for (const record of inOrder(records)) {
    const door = doorOf.get(subjectOf(record.operation))
    if (door === undefined) continue
    const known = found.get(door)
    if (known) known.push(record)
    else found.set(door, [record])
  }
  return found
}

/**
 * The cloud's memory of a door with the own records on top. A delivered one stays there until the row is as new as the record:
 * between the answer and the next pull the door must not fall back.
 */
export function memoryWith(row: DoorRow, records: readonly StoredRecord[]): DoorMemory {
  const onTop = standing(records).filter(({ status }) => !(status.kind === 'delivered' && status.seq <= row.seq))
  let memory: DoorMemory = row.memory
  for (const [id, visit] of ownVisits(onTop)) memory = apply(memory, id, visit)
  return memory
}

function apply(memory: DoorMemory, id: OperationId, visit: OwnVisit): DoorMemory {
  if (isUndone(visit)) return forget(memory, id)
  const content = contentOf(visit)
  const at = visit.log ? happenedAt(visit.log) : memory.find((known) => known.id === id)?.at
  if (content === null || at === undefined) return memory
  return remember(memory, doorVisit({ id, at, outcome: content.outcome, ...comeBack(content.comeBackAt) }))
}

function comeBack(at: number | undefined) {
  return at === undefined ? {} : { comeBackAt: at }
}

/** The newest record at the door that the cloud has not confirmed. */
export function newestWaiting(records: readonly StoredRecord[]): StoredRecord | undefined {
  return [...records].reverse().find(({ status }) => status.kind !== 'delivered')
}

/**
 * A building's counts with the own records: what its held doors gained or lost against the cloud's rows. A door remembers three
 * visits only, so a meeting before them is taken as known to the cloud.
 */
export function countsWith(
  row: BuildingRow,
  doors: readonly { readonly row: DoorRow; readonly memory: DoorMemory }[],
): BuildingRow {
  let visited = row.visited
  let met = row.met
  for (const { row: cloud, memory } of doors) {
    if (cloud.memory === memory) continue
    visited += Number(memory.length > 0) - Number(cloud.memory.length > 0)
    met += Number(hasMet(memory)) - Number(hasMet(cloud.memory))
  }
  if (visited === row.visited && met === row.met) return row
  return { ...row, visited: within(visited, row.doors), met: within(met, row.doors) }
}

function hasMet(memory: DoorMemory): boolean {
  return memory.some(({ outcome }) => outcome === 'met')
}

function within(count: number, most: number): number {
  return Math.min(Math.max(count, 0), most)
}
