import type { Operation, OperationOf } from '#contract/operation'
import type { ProblemCode } from '#contract/problem'
import type { BuildingRow, DoorRow } from '#contract/pull'
import { type StandingRow, standingDeed } from '#contract/standing'
import type { Building, DoorPlace } from '#domain/building'
import { defaultDissuasionPolicy } from '#domain/dissuasion-policy'
import { doorVisit, remember } from '#domain/door'
import type { BuildingId, DoorId, OperationId, Seq, StaffId, UnitId } from '#domain/ids'
import { inHand, judgeHandOut, type LeafletKind, noStock, type StockBalance } from '#domain/leaflet'
import { meetingInterval } from '#domain/meeting'
import { type Activity, outreachMinutes } from '#domain/minutes'
import { currentPolicy } from '#domain/minutes-policy'
import type { Stop } from '#domain/outing'
import type { Role } from '#domain/staff'
import { afterDeed, postedItem } from '#domain/standing'
import { addDays, dayOf, type LocalDate, type Milliseconds } from '#domain/time'
import { UNDO_ALLOWED, type Visit } from '#domain/visit'
import { createModelCases } from './model-cases'

export interface ModelStaff {
  readonly id: StaffId
  buildings: readonly BuildingId[]
  /** A grid worker unless it says otherwise. */
  role?: Role
  /** The last day has passed. */
  left?: boolean
  to?: LocalDate | null
}

export interface Town {
  readonly unit: UnitId
  readonly buildings: readonly Building[]
  readonly doors: readonly DoorPlace[]
  readonly staff: readonly ModelStaff[]
}

interface ModelActivity {
  readonly log: OperationOf<'activity.log'>
  /** The telling that stands. */
  readonly said: OperationOf<'activity.log'> | OperationOf<'activity.amend'>
  readonly undoneAt: Milliseconds | null
}

interface Rows {
  buildings: Map<BuildingId, BuildingRow>
  doors: Map<DoorId, DoorRow>
  stock: Map<string, StockBalance & { kind: LeafletKind; staff: StaffId; seq: Seq }>
  days: Map<LocalDate, { union: [number, number][]; seq: Seq }>
  standing: Map<OperationId, StandingRow>
}

export class Refused extends Error {
  constructor(readonly code: ProblemCode) {
    super(String(code))
  }
}

/** What the operations make of the town: the rules of the domain, one operation at a time. */
export function createModelTown(town: Town, now: () => Milliseconds) {
  let seq = 0
  const visits = new Map<
    OperationId,
    Visit & { leaflets: number; said: { at: Milliseconds; id: OperationId }; undoneAt: Milliseconds | null }
  >()
  const handOuts: OperationOf<'leaflet.hand-out'>[] = []
  const activities = new Map<OperationId, ModelActivity>()
  const meetings: Activity[] = []
  const rows: Rows = { buildings: new Map(), doors: new Map(), stock: new Map(), days: new Map(), standing: new Map() }
  const doorsOf = (building: BuildingId) => town.doors.filter((door) => door.buildingId === building)
  for (const building of town.buildings) {
    rows.buildings.set(building.id, { ...building, doors: doorsOf(building.id).length, visited: 0, met: 0, seq: 0 })
  }
  for (const door of town.doors) rows.doors.set(door.id, { ...door, memory: [], seq: 0 })
  const staffOf = (id: StaffId) => must(town.staff.find((staff) => staff.id === id))
  const personOf = (id: StaffId) => ({ id, name: '王芳', role: staffOf(id).role ?? ('grid' as const) })
  const cases = createModelCases(personOf)
  const timeOf = ({ at, offset }: Operation) => Math.min(at + (offset ?? 0), now())

  function stockOf(staff: StaffId, kind: LeafletKind) {
    return rows.stock.get(`${staff}/${kind}`) ?? { ...noStock, kind, staff, seq: 0 }
  }

  function moveStock(staff: StaffId, kind: LeafletKind, change: Partial<StockBalance>): void {
    const before = stockOf(staff, kind)
    rows.stock.set(`${staff}/${kind}`, {
      ...before,
      issued: before.issued + (change.issued ?? 0),
      handedOut: before.handedOut + (change.handedOut ?? 0),
      returned: before.returned + (change.returned ?? 0),
      seq,
    })
  }

  function project(doorId: DoorId, at: Milliseconds): void {
    const door = must(rows.doors.get(doorId))
    const standing = [...visits.values()].filter((visit) => visit.doorId === doorId && !visit.undone)
    rows.doors.set(doorId, {
      ...door,
      memory: [...standing.reduce<DoorRow['memory']>((memory, visit) => [...remember(memory, doorVisit(visit))], [])],
      seq,
    })
    const building = must(rows.buildings.get(door.buildingId))
    const all = [...visits.values()].filter((visit) => visit.buildingId === building.id && !visit.undone)
    const visited = new Set(all.map((visit) => visit.doorId)).size
    const met = new Set(all.filter(({ outcome }) => outcome === 'met').map((visit) => visit.doorId)).size
    if (visited !== building.visited || met !== building.met)
      rows.buildings.set(building.id, { ...building, visited, met, seq })
    projectDays(at)
  }

  function projectDays(at: Milliseconds): void {
    const stops: Stop[] = [...visits.values()]
      .filter(({ undone }) => !undone)
      .map(({ id, staffId, startedAt, at: ended, minutes }) => ({
        id,
        staffId,
        channel: 'door',
        startedAt,
        at: ended,
        ...(minutes === undefined ? {} : { minutes }),
      }))
    for (const { id, author, body, offset, ...rest } of handOuts) {
      const { minutes } = body
      stops.push({
        id,
        staffId: author,
        channel: 'leaflet',
        startedAt: body.startedAt + (offset ?? 0),
        at: rest.at + (offset ?? 0),
        ...(minutes === undefined ? {} : { minutes }),
      })
    }
    const told: readonly Activity[] = [...activities.values()]
      .filter(({ undoneAt }) => undoneAt === null)
      .map(({ log: { id, author }, said: { body, offset } }) => ({
        id,
        channel: body.channel,
        staffIds: [author],
        from: body.from + (offset ?? 0),
        to: body.to + (offset ?? 0),
      }))
    for (const day of [addDays(dayOf(at), -1), dayOf(at), addDays(dayOf(at), 1)]) {
      const union = outreachMinutes(stops, [...told, ...meetings], day, currentPolicy).union.map(
        ({ from, to }): [number, number] => [from, to],
      )
      if (union.length > 0 || rows.days.has(day)) rows.days.set(day, { union, seq })
    }
  }

  /** Throws `Refused` before it changes anything. */
  function perform(operation: Operation): void {
    const staff = staffOf(operation.author)
    const next = seq + 1
    switch (operation.type) {
      case 'visit.log': {
        const door = rows.doors.get(operation.body.doorId)
        if (!door) throw new Refused(4042)
        if (!staff.buildings.includes(door.buildingId)) throw new Refused(4034)
        const at = timeOf(operation)
        if (operation.body.comeBackAt !== undefined && operation.body.comeBackAt < at) throw new Refused(4225)
        seq = next
        const { doorId, startedAt, location: _, ...content } = operation.body
        const leaflets = content.leaflets ?? 0
        const started = Math.min(startedAt + (operation.offset ?? 0), now())
        visits.set(operation.id, {
          ...content,
          leaflets,
          id: operation.id,
          doorId,
          buildingId: door.buildingId,
          staffId: operation.author,
          startedAt: started,
          at,
          version: 1,
          undone: false,
          said: { at, id: operation.id },
          undoneAt: null,
        })
        if (leaflets > 0) moveStock(operation.author, 'flyer', { handedOut: leaflets })
        project(doorId, at)
        return
      }
      case 'visit.amend': {
        const visit = must(visits.get(operation.body.visitId))
        if (visit.staffId !== operation.author) throw new Refused(4030)
        const saidAt = timeOf(operation)
        if (visit.undoneAt !== null && saidAt >= visit.undoneAt) throw new Refused(4091)
        const newest = saidAt > visit.said.at || (saidAt === visit.said.at && operation.id > visit.said.id)
        seq = next
        const { visitId: _, reason: __, ...content } = operation.body
        const { id, doorId, buildingId, staffId, startedAt, at, version, undone, undoneAt } = visit
        const before = undone ? 0 : visit.leaflets
        const kept = { id, doorId, buildingId, staffId, startedAt, at, version: version + 1, undone, undoneAt }
        if (newest)
          visits.set(id, {
            ...content,
            leaflets: content.leaflets ?? 0,
            said: { at: saidAt, id: operation.id },
            ...kept,
          })
        else visits.set(id, { ...visit, ...kept })
        const after = undone ? 0 : must(visits.get(id)).leaflets
        moveStock(operation.author, 'flyer', { handedOut: after - before })
        project(doorId, at)
        return
      }
      case 'visit.undo': {
        const visit = must(visits.get(operation.body.visitId))
        if (visit.staffId !== operation.author) throw new Refused(4030)
        if (timeOf(operation) - visit.at > UNDO_ALLOWED) throw new Refused(4222)
        seq = next
        moveStock(operation.author, 'flyer', { handedOut: visit.undone ? 0 : -visit.leaflets })
        visits.set(visit.id, {
          ...visit,
          undone: true,
          undoneAt: Math.min(visit.undoneAt ?? Number.POSITIVE_INFINITY, timeOf(operation)),
        })
        project(visit.doorId, visit.at)
        return
      }
      case 'leaflet.hand-out': {
        const { kind, quantity, reason } = operation.body
        if (judgeHandOut(stockOf(operation.author, kind), quantity, reason) === 'reason-needed') throw new Refused(4220)
        seq = next
        handOuts.push(operation)
        moveStock(operation.author, kind, { handedOut: quantity })
        projectDays(timeOf(operation))
        return
      }
      case 'leaflet.return': {
        const { kind, quantity } = operation.body
        if (quantity > inHand(stockOf(operation.author, kind))) throw new Refused(4224)
        seq = next
        moveStock(operation.author, kind, { returned: quantity })
        return
      }
      case 'activity.log': {
        if (operation.body.to <= operation.body.from) throw new Refused(4223)
        seq = next
        activities.set(operation.id, { log: operation, said: operation, undoneAt: null })
        projectDays(operation.body.from)
        projectDays(operation.body.to)
        return
      }
      case 'activity.amend': {
        const activity = must(activities.get(operation.body.activityId))
        if (activity.log.author !== operation.author) throw new Refused(4030)
        const saidAt = timeOf(operation)
        if (activity.undoneAt !== null && saidAt >= activity.undoneAt) throw new Refused(4091)
        if (operation.body.to <= operation.body.from) throw new Refused(4223)
        const before = activity.said
        const newest = saidAt > timeOf(before) || (saidAt === timeOf(before) && operation.id > before.id)
        seq = next
        if (newest) activities.set(activity.log.id, { ...activity, said: operation })
        for (const { body } of [before, operation]) {
          projectDays(body.from)
          projectDays(body.to)
        }
        return
      }
      case 'activity.undo': {
        const activity = must(activities.get(operation.body.activityId))
        if (activity.log.author !== operation.author) throw new Refused(4030)
        const at = timeOf(operation)
        if (at - timeOf(activity.log) > UNDO_ALLOWED) throw new Refused(4222)
        seq = next
        activities.set(activity.log.id, { ...activity, undoneAt: Math.min(activity.undoneAt ?? at, at) })
        projectDays(activity.said.body.from)
        projectDays(activity.said.body.to)
        return
      }
      case 'standing.post': {
        if (operation.body.to < operation.body.from) throw new Refused(4223)
        seq = next
        rows.standing.set(operation.id, { id: operation.id, ...postedItem(operation.body, timeOf(operation)), seq })
        return
      }
      case 'standing.check':
      case 'standing.renew':
      case 'standing.remove': {
        const row = must(rows.standing.get(operation.body.paperId))
        const item = afterDeed(row, standingDeed(operation), timeOf(operation))
        if (item === undefined) throw new Refused(4093)
        seq = next
        rows.standing.set(row.id, { ...row, ...item, seq })
        return
      }
      // Nothing of it comes back to a phone: its answer is read at the desk.
      case 'feedback.send':
        seq = next
        return
      case 'leaflet.issue':
      case 'staff.assign':
        throw new Refused(4030)
      default: {
        const at = timeOf(operation)
        const verdict = cases.judge(operation, at)
        if (typeof verdict === 'number') throw new Refused(verdict)
        seq = next
        verdict(seq)
        if (operation.type !== 'dissuasion.attempt' || operation.body.met === 'nobody') return
        const { startedAt, minutes, with: others = [] } = operation.body
        const began = Math.min(startedAt + (operation.offset ?? 0), at)
        meetings.push({
          id: operation.id,
          channel: 'dissuasion',
          staffIds: [operation.author, ...others],
          ...meetingInterval({ startedAt: began, at, minutes }, defaultDissuasionPolicy),
        })
        projectDays(at)
      }
    }
  }

  return {
    rows,
    cases,
    personOf,
    perform,
    doorsOf,
    staffOf,
    stockOf,
    seq: () => seq,
    issue(staff: StaffId, kind: LeafletKind, quantity: number): void {
      seq++
      moveStock(staff, kind, { issued: quantity })
    },
  }
}

export function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the model has no such thing')
  return value
}
