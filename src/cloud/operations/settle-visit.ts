import { doorVisit, forget, remember } from '#domain/door'
import { DOOR_LEAFLET } from '#domain/leaflet'
import { currentPolicy } from '#domain/minutes-policy'
import { type Stop, timeOfStop } from '#domain/outing'
import { stockOf, type VisitRow, type WorkingSet } from './working-set'

/**
 * Puts a visit's newest version in place, and lets everything that counts it follow: the door's memory and figures, its
 * building's, the worker's leaflets, the minutes of the day. The same steps for a new visit, an amended one and an undone one.
 */
export function settleVisit(set: WorkingSet, before: VisitRow | undefined, after: VisitRow): void {
  set.visits.put(after)
  settleDoor(set, before, after)
  const handedOut = leafletsOf(after) - leafletsOf(before)
  // Every change of a visit moves the row's seq, also where no leaflet moves (an amendment of an undone visit, say): by it a phone
  // that knows of the amendment but not of the undo learns that the row has both in already.
  if (before !== undefined || after.leaflets !== 0) {
    const stock = stockOf(set, after.staff_id, DOOR_LEAFLET)
    set.stock.put({ ...stock, handed_out: stock.handed_out + handedOut, seq: after.seq })
  }
  for (const visit of [before, after]) if (visit !== undefined) stir(set, stopOfVisit(visit))
}

function settleDoor(set: WorkingSet, before: VisitRow | undefined, after: VisitRow): void {
  const door = set.doors.get(after.door_id)
  const building = set.buildings.get(after.building_id)
  // Removed from the ledger since: the visit stays in the record, there is no door to show it.
  if (door === undefined || building === undefined) return
  const visits = door.visits + standing(after) - standing(before)
  const met = door.met + metSomebody(after) - metSomebody(before)
  const memory = after.undone ? forget(door.memory, after.visit_id) : remember(door.memory, doorVisit(contentOf(after)))
  if (after.undone && before !== undefined && !before.undone) set.forgetful.add(door.door_id)
  set.doors.put({ ...door, visits, met, memory, last_at: memory[0]?.at ?? null, seq: after.seq })
  set.buildings.put({
    ...building,
    visited: building.visited + sign(visits) - sign(door.visits),
    met: building.met + sign(met) - sign(door.met),
    last_visit_at: after.undone ? building.last_visit_at : Math.max(building.last_visit_at ?? 0, after.at),
    seq: after.seq,
  })
}

function contentOf(visit: VisitRow): Parameters<typeof doorVisit>[0] {
  const { visit_id: id, at, outcome, come_back_at: comeBackAt } = visit
  return comeBackAt === null ? { id, at, outcome } : { id, at, outcome, comeBackAt }
}

function leafletsOf(visit: VisitRow | undefined): number {
  return visit === undefined || visit.undone ? 0 : visit.leaflets
}

function standing(visit: VisitRow | undefined): number {
  return visit === undefined || visit.undone ? 0 : 1
}

function metSomebody(visit: VisitRow | undefined): number {
  return visit?.outcome === 'met' ? standing(visit) : 0
}

function sign(count: number): number {
  return count > 0 ? 1 : 0
}

export function stopOfVisit(visit: Pick<VisitRow, 'visit_id' | 'staff_id' | 'started_at' | 'at' | 'minutes'>): Stop {
  const { visit_id: id, staff_id: staffId, started_at: startedAt, at, minutes } = visit
  return { id, staffId, channel: 'door', startedAt, at, ...(minutes === null ? {} : { minutes }) }
}

/** The stop's own time and the pauses it may bridge on either side: nothing outside can change by it. */
export function stir(set: WorkingSet, stop: Stop): void {
  const { from, to } = timeOfStop(stop, currentPolicy)
  set.stirred.push({
    staffId: stop.staffId,
    span: { from: from - currentPolicy.bridge, to: to + currentPolicy.bridge },
  })
}
