import * as v from 'valibot'
import { type Operation, type OperationOf, operationSchema } from '#contract/operation'
import { type Problem, type ProblemCode, problem } from '#contract/problem'
import {
  type BuildingRow,
  buildingAnswer,
  buildingRequest,
  type Change,
  type DoorRow,
  pullAnswer,
  pullRequest,
  type ScopeGrant,
} from '#contract/pull'
import { type PushOutcome, pushAnswer, pushRequest } from '#contract/push'
import type { Building, DoorPlace } from '#domain/building'
import { doorVisit, remember } from '#domain/door'
import type { BuildingId, DoorId, OperationId, Seq, StaffId, UnitId } from '#domain/ids'
import { inHand, judgeHandOut, type LeafletKind, noStock, type StockBalance } from '#domain/leaflet'
import { outreachMinutes } from '#domain/minutes'
import { currentPolicy } from '#domain/minutes-policy'
import type { Stop } from '#domain/outing'
import { addDays, dayOf, type LocalDate, type Milliseconds } from '#domain/time'
import { UNDO_ALLOWED, type Visit } from '#domain/visit'

export interface ModelStaff {
  readonly id: StaffId
  buildings: readonly BuildingId[]
}

export interface Town {
  readonly unit: UnitId
  readonly buildings: readonly Building[]
  readonly doors: readonly DoorPlace[]
  readonly staff: readonly ModelStaff[]
}

/**
 * The cloud as the wire describes it, in memory and one transaction at a time: as strict as the schemas, with the domain's own
 * functions. Faster than the real one by orders of magnitude, so that properties can take thousands of steps.
 */
export interface ModelCloud {
  /** The answer as JSON would carry it, or a refusal. */
  call(staff: StaffId, body: unknown): { readonly body: unknown } | { readonly problem: Problem }
  /** Place in the log, for operations that are in it. */
  seqOf(id: OperationId): Seq | undefined
  isHeld(id: OperationId): boolean
  logLength(): number
  door(id: DoorId): DoorRow
  building(id: BuildingId): BuildingRow
  stock(staff: StaffId, kind: LeafletKind): StockBalance
  union(day: LocalDate): readonly (readonly [number, number])[]
  setScope(staff: StaffId, buildings: readonly BuildingId[]): void
  issue(staff: StaffId, kind: LeafletKind, quantity: number): void
}

interface Rows {
  buildings: Map<BuildingId, BuildingRow>
  doors: Map<DoorId, DoorRow>
  stock: Map<string, StockBalance & { kind: LeafletKind; staff: StaffId; seq: Seq }>
  days: Map<LocalDate, { union: [number, number][]; seq: Seq }>
}

class Refused extends Error {
  constructor(readonly code: ProblemCode) {
    super(String(code))
  }
}

export function createModelCloud(town: Town, now: () => Milliseconds, pageSize = 500): ModelCloud {
  let seq = 0
  const log = new Map<OperationId, { seq: Seq; content: string }>()
  const held = new Map<OperationId, { operation: Operation; content: string; waitingFor: OperationId }>()
  const visits = new Map<
    OperationId,
    Visit & { leaflets: number; said: { at: Milliseconds; id: OperationId }; undoneAt: Milliseconds | null }
  >()
  const handOuts: OperationOf<'leaflet.hand-out'>[] = []
  const activities: OperationOf<'activity.log'>[] = []
  const rows: Rows = { buildings: new Map(), doors: new Map(), stock: new Map(), days: new Map() }
  const doorsOf = (building: BuildingId) => town.doors.filter((door) => door.buildingId === building)
  for (const building of town.buildings) {
    rows.buildings.set(building.id, { ...building, doors: doorsOf(building.id).length, visited: 0, met: 0, seq: 0 })
  }
  for (const door of town.doors) rows.doors.set(door.id, { ...door, memory: [], seq: 0 })
  const staffOf = (id: StaffId) => must(town.staff.find((staff) => staff.id === id))
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
    const told = activities.map(({ id, author, body, offset }) => ({
      id,
      channel: body.channel,
      staffIds: [author],
      from: body.from + (offset ?? 0),
      to: body.to + (offset ?? 0),
    }))
    for (const day of [addDays(dayOf(at), -1), dayOf(at), addDays(dayOf(at), 1)]) {
      const union = outreachMinutes(stops, told, day, currentPolicy).union.map(({ from, to }): [number, number] => [
        from,
        to,
      ])
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
        if (after !== before) moveStock(operation.author, 'flyer', { handedOut: after - before })
        project(doorId, at)
        return
      }
      case 'visit.undo': {
        const visit = must(visits.get(operation.body.visitId))
        if (visit.staffId !== operation.author) throw new Refused(4030)
        if (timeOf(operation) - visit.at > UNDO_ALLOWED) throw new Refused(4222)
        seq = next
        if (!visit.undone && visit.leaflets > 0) moveStock(operation.author, 'flyer', { handedOut: -visit.leaflets })
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
        activities.push(operation)
        projectDays(operation.body.from)
        projectDays(operation.body.to)
        return
      }
      case 'leaflet.issue':
      case 'staff.assign':
        throw new Refused(4030)
      default:
        operation satisfies never
    }
  }

  function parentsOf(operation: Operation): OperationId[] {
    const visit = operation.type === 'visit.amend' || operation.type === 'visit.undo' ? [operation.body.visitId] : []
    return operation.after === undefined ? visit : [operation.after, ...visit]
  }

  function take(raw: unknown, staff: StaffId): PushOutcome {
    const parsed = v.safeParse(operationSchema, raw)
    if (!parsed.success) return { kind: 'rejected', problem: problem(4001) }
    const operation = parsed.output
    const content = JSON.stringify(raw)
    if (operation.unit !== town.unit) return { kind: 'rejected', problem: problem(4031) }
    if (operation.author !== staff) return { kind: 'rejected', problem: problem(4032) }
    const known = log.get(operation.id) ?? held.get(operation.id)
    if (known && known.content !== content) return { kind: 'rejected', problem: problem(4090) }
    const stored = log.get(operation.id)
    if (stored) return { kind: 'duplicate', seq: stored.seq }
    const missing = parentsOf(operation).find((id) => !log.has(id))
    if (missing !== undefined) {
      held.set(operation.id, { operation, content, waitingFor: missing })
      return { kind: 'held', waitingFor: missing }
    }
    try {
      perform(operation)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return { kind: 'rejected', problem: problem(error.code) }
    }
    const place = seq
    held.delete(operation.id)
    log.set(operation.id, { seq: place, content })
    for (const [id, child] of [...held]) {
      if (child.waitingFor !== operation.id) continue
      held.delete(id)
      take(JSON.parse(child.content), child.operation.author)
    }
    return { kind: 'applied', seq: place }
  }

  function grantOf(staff: ModelStaff): ScopeGrant {
    return {
      hash: staff.buildings.length === 0 ? 'none' : staff.buildings.join('.'),
      staff: {
        id: staff.id,
        unitId: town.unit,
        unitName: '青枫苑社区',
        name: '王芳',
        role: 'grid',
        number: '07',
        gridName: null,
        from: null,
        to: null,
      },
      buildings: [...staff.buildings],
    }
  }

  function changesAfter(cursor: Seq | null, staff: ModelStaff, whole: boolean): Change[] {
    const since = cursor ?? -1
    const mine = (building: BuildingId) => staff.buildings.includes(building)
    const changes: Change[] = []
    for (const row of rows.buildings.values())
      if (mine(row.id) && (whole || row.seq > since)) changes.push({ kind: 'building', row })
    if (cursor !== null)
      for (const row of rows.doors.values())
        if (mine(row.buildingId) && row.seq > since) changes.push({ kind: 'door', row })
    for (const { staff: owner, ...row } of rows.stock.values())
      if (owner === staff.id && (whole || row.seq > since)) changes.push({ kind: 'stock', row })
    if (staff.buildings.length > 0) {
      for (const [day, row] of rows.days)
        if (whole || row.seq > since)
          changes.push({
            kind: 'day',
            row: { day, policyVersion: currentPolicy.version, union: row.union, late: 0, seq: row.seq },
          })
    }
    return changes.sort((a, b) => a.row.seq - b.row.seq)
  }

  function pulled(staff: ModelStaff, request: v.InferOutput<typeof pullRequest>) {
    const cursor = request.cursor === null ? null : Number(request.cursor)
    const grant = grantOf(staff)
    const moved = request.scope !== grant.hash
    const all = changesAfter(cursor, staff, moved || cursor === null)
    // Rows of one number belong together; a fresh index and a new scope's rows, older than the cursor, come in one page.
    let end = cursor === null || moved ? all.length : Math.min(pageSize, all.length)
    while (end < all.length && all[end]?.row.seq === all[end - 1]?.row.seq) end++
    const more = end < all.length
    const last = Math.max(cursor ?? 0, all[end - 1]?.row.seq ?? 0)
    return {
      ...(moved ? { scope: grant } : {}),
      changes: all.slice(0, end),
      cursor: String(more ? last : seq),
      more,
      serverTime: now(),
    }
  }

  function answer(staffId: StaffId, body: unknown): unknown {
    const action = v.parse(v.object({ action: v.picklist(['push', 'pull', 'building']) }), body).action
    const staff = staffOf(staffId)
    if (action === 'push') {
      const { operations } = v.parse(pushRequest, body)
      return v.parse(pushAnswer, {
        outcomes: operations.map((operation) => take(operation, staffId)),
        serverTime: now(),
      })
    }
    if (action === 'pull') return v.parse(pullAnswer, pulled(staff, v.parse(pullRequest, body)))
    const request = v.parse(buildingRequest, body)
    if (!staff.buildings.includes(request.building)) throw new Refused(4034)
    const doors = doorsOf(request.building).map(({ id }) => must(rows.doors.get(id)))
    const from = request.after === null ? 0 : doors.findIndex(({ id }) => id === request.after) + 1
    const page = doors.slice(from, from + pageSize)
    const next = from + pageSize < doors.length ? must(page[page.length - 1]).id : null
    return v.parse(buildingAnswer, {
      row: must(rows.buildings.get(request.building)),
      doors: page,
      next,
      serverTime: now(),
    })
  }

  return {
    call(staff, body) {
      try {
        return { body: JSON.parse(JSON.stringify(answer(staff, JSON.parse(JSON.stringify(body))))) }
      } catch (error) {
        if (error instanceof Refused) return { problem: problem(error.code) }
        if (v.isValiError(error)) return { problem: problem(4001, error.message) }
        throw error
      }
    },
    seqOf: (id) => log.get(id)?.seq,
    isHeld: (id) => held.has(id),
    logLength: () => log.size,
    door: (id) => must(rows.doors.get(id)),
    building: (id) => must(rows.buildings.get(id)),
    stock: stockOf,
    union: (day) => rows.days.get(day)?.union ?? [],
    setScope(id, buildings) {
      staffOf(id).buildings = buildings
    },
    issue(staff, kind, quantity) {
      seq++
      moveStock(staff, kind, { issued: quantity })
    },
  }
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the model has no such thing')
  return value
}
