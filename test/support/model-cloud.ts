import * as v from 'valibot'
import { type Operation, operationSchema } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import {
  type BuildingRow,
  buildingAnswer,
  buildingRequest,
  type CaseRow,
  type Change,
  type DoorRow,
  pullAnswer,
  pullRequest,
  type ScopeGrant,
} from '#contract/pull'
import { type PushOutcome, pushAnswer, pushRequest } from '#contract/push'
import type { StandingRow } from '#contract/standing'
import { streetSettings } from '#contract/street'
import type { BuildingId, DoorId, OperationId, Seq, StaffId } from '#domain/ids'
import type { LeafletKind, StockBalance } from '#domain/leaflet'
import { currentPolicy } from '#domain/minutes-policy'
import type { Role } from '#domain/staff'
import type { StreetSettings } from '#domain/street-settings'
import type { LocalDate, Milliseconds } from '#domain/time'
import { createModelPhotos, type ModelPhotos } from './model-photos'
import { createModelTown, type ModelStaff, must, Refused, type Town } from './model-town'

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
  standing(): readonly StandingRow[]
  union(day: LocalDate): readonly (readonly [number, number])[]
  setScope(staff: StaffId, buildings: readonly BuildingId[]): void
  issue(staff: StaffId, kind: LeafletKind, quantity: number): void
  /** The last day of this person has passed; `day` where it shall be told. */
  endService(staff: StaffId, day?: LocalDate): void
  setRole(staff: StaffId, role: Role): void
  /** As this person may know them. */
  cases(staff: StaffId): readonly CaseRow[]
  readonly photos: ModelPhotos
  /** What the street decided. */
  decide(settings: StreetSettings): void
}

export function createModelCloud(town: Town, now: () => Milliseconds, pageSize = 500): ModelCloud {
  const { rows, cases, personOf, perform, doorsOf, staffOf, stockOf, seq, issue } = createModelTown(town, now)
  const photos = createModelPhotos(cases, now)
  let settings: StreetSettings | null = null
  const log = new Map<OperationId, { seq: Seq; content: string }>()
  const held = new Map<OperationId, { operation: Operation; content: string; waitingFor: OperationId }>()

  function parentsOf(operation: Operation): OperationId[] {
    const visit = 'visitId' in operation.body ? [operation.body.visitId] : []
    const activity = 'activityId' in operation.body ? [operation.body.activityId] : []
    const paper = 'paperId' in operation.body ? [operation.body.paperId] : []
    const alert = 'caseId' in operation.body ? [operation.body.caseId] : []
    return [...(operation.after === undefined ? [] : [operation.after]), ...visit, ...activity, ...paper, ...alert]
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
    const place = seq()
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
      hash: `${staff.left ? 'left' : staff.buildings.length === 0 ? 'none' : staff.buildings.join('.')}/${staff.role ?? 'grid'}/${settings?.version ?? 0}`,
      staff: {
        ...personOf(staff.id),
        unitId: town.unit,
        unitName: '青枫苑社区',
        number: '07',
        gridName: null,
        from: null,
        to: staff.to ?? null,
        serves: [],
      },
      buildings: staff.left ? [] : [...staff.buildings],
      settings: settings && v.parse(streetSettings, JSON.parse(JSON.stringify(settings))),
    }
  }

  function changesAfter(cursor: Seq | null, staff: ModelStaff, whole: boolean): Change[] {
    const since = cursor ?? -1
    const mine = (building: BuildingId) => staff.buildings.includes(building)
    const changes: Change[] = []
    if (staff.left) return changes
    // A secretary asks for cases and keeps none.
    const own = staff.role === 'secretary' ? [] : cases.rowsFor(staff.id)
    for (const row of own) if (whole || row.seq > since) changes.push({ kind: 'case', row })
    for (const row of rows.buildings.values())
      if (mine(row.id) && (whole || row.seq > since)) changes.push({ kind: 'building', row })
    if (cursor !== null)
      for (const row of rows.doors.values())
        if (mine(row.buildingId) && row.seq > since) changes.push({ kind: 'door', row })
    for (const { staff: owner, ...row } of rows.stock.values())
      if (owner === staff.id && (whole || row.seq > since)) changes.push({ kind: 'stock', row })
    if (staff.buildings.length > 0) {
      for (const row of rows.standing.values()) if (whole || row.seq > since) changes.push({ kind: 'standing', row })
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
      cursor: String(more ? last : seq()),
      more,
      serverTime: now(),
    }
  }

  function answer(staffId: StaffId, body: unknown): unknown {
    const actions = ['push', 'pull', 'building', 'begin', 'finish', 'open'] as const
    const { action } = v.parse(v.object({ action: v.picklist(actions) }), body)
    const staff = staffOf(staffId)
    if (action === 'begin' || action === 'finish' || action === 'open') return photos.answer(staffId, body)
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
    standing: () => [...rows.standing.values()].filter(({ removedAt }) => removedAt === null),
    union: (day) => rows.days.get(day)?.union ?? [],
    setScope(id, buildings) {
      staffOf(id).buildings = buildings
    },
    issue,
    endService(id, day) {
      staffOf(id).left = true
      staffOf(id).to = day ?? null
    },
    setRole(id, role) {
      staffOf(id).role = role
    },
    cases: (staff) => cases.rowsFor(staff),
    decide(decided) {
      settings = decided
    },
    photos,
  }
}
