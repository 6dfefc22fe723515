import type { Selectable } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { sealedOf } from '#cloud/operations/batch'
import { contentHash } from '#cloud/operations/canonical'
import { chain, emptyHead, type Head, type LogRow } from '#cloud/operations/log'
import { timeOf } from '#cloud/operations/occurrence'
import { subjectOf } from '#cloud/operations/parents'
import { perform } from '#cloud/operations/perform'
import type { RolledUp } from '#cloud/operations/rollup'
import { emptyWorkingSet, personOf, staffOf, type WorkingSet } from '#cloud/operations/working-set'
import { sealContent } from '#cloud/vault/content'
import type { StoredContent } from '#cloud/vault/sealed'
import type { UnitVault } from '#cloud/vault/unit-vault'
import { doorVisit, remember } from '#domain/door'
import { dayOf, MINUTE, type Milliseconds } from '#domain/time'
import { DemoTimer } from './demo-timer'
import { openingEntries } from './opening'
import { type Random, random } from './random'
import type { DemoRecord } from './records'
import { rollUpAll } from './roll-up-all'
import type { Town, TownPerson } from './town'

/** Everything of one unit, ready to be written. */
export interface UnitRows extends RolledUp {
  readonly staff: readonly Selectable<Tables['staff']>[]
  readonly grids: readonly Selectable<Tables['grid']>[]
  readonly set: WorkingSet
  readonly log: readonly LogRow[]
  readonly head: Head
}

/** What stands around a unit. */
export interface ReplayGround {
  /** The station that serves it. */
  readonly station: Town | null
  /** The street that the units belong to. */
  readonly street: Town | null
  readonly now: Milliseconds
  /** Null: a server without keys, where nothing of a resident can be stored. */
  readonly vault: UnitVault | null
}

/**
 * Carries the records out in memory by the very functions that a push runs, in the order of their arrival. A refused one would
 * make the demonstration a lie, so it throws.
 */
export function replay(town: Town, records: readonly DemoRecord[], ground: ReplayGround, rng: Random): UnitRows {
  const unitId = town.unit.id
  const opening = openingEntries(town, rng)
  const set = emptyWorkingSet(unitId, ground.vault)
  set.station = ground.station?.unit.id ?? null
  set.street = ground.street?.unit.id ?? null
  if (ground.street !== null && ground.street !== town)
    for (const person of ground.street.staff.map(staffRow)) set.overseers.set(person.staff_id, person)
  for (const officer of (ground.station?.staff ?? []).map(staffRow)) set.officers.set(officer.staff_id, officer)
  const staff = town.staff.map(staffRow)
  set.staff.load(staff)
  const imported = Math.min(1, opening.length)
  set.buildings.load(
    town.buildings.map(({ id, kind, compound, name, gridId, doors }) => ({
      unit_id: unitId,
      building_id: id,
      kind,
      compound,
      name,
      grid_id: gridId,
      doors: doors.length,
      visited: 0,
      met: 0,
      last_visit_at: null,
      seq: imported,
    })),
  )
  set.doors.load(
    town.buildings.flatMap(({ doors }) =>
      doors.map(({ id, buildingId, stairwell, floor, room }) => ({
        unit_id: unitId,
        door_id: id,
        building_id: buildingId,
        stairwell,
        floor,
        room,
        memory: [],
        visits: 0,
        met: 0,
        last_at: null,
        seq: imported,
      })),
    ),
  )
  const entries: Omit<LogRow, 'seq' | 'hash'>[] = [...opening]
  const timer = new DemoTimer(set, random(records.length))
  for (const record of records) {
    const { operation, receivedAt } = record
    entries.push(...timer.runUntil(receivedAt, entries.length))
    const seq = entries.length + 1
    const stored = sealContent(operation, ground.vault)
    carryOut(set, record, stored, seq)
    const hash = contentHash(stored)
    entries.push({
      unit_id: unitId,
      operation_id: operation.id,
      type: operation.type,
      staff_id: operation.author,
      device_id: operation.device,
      subject: subjectOf(operation),
      at: timeOf(operation, receivedAt),
      received_at: receivedAt,
      content: stored,
      content_hash: hash,
    })
    set.logged.set(operation.id, {
      id: operation.id,
      seq,
      contentHash: hash,
      device: operation.device,
      deviceAt: operation.at,
    })
  }
  entries.push(...timer.runUntil(ground.now - MINUTE, entries.length))
  recall(set)
  const { rows: log, head } = chain(emptyHead, entries)
  return {
    staff,
    grids: town.grids.map(({ id, name }) => ({ unit_id: unitId, grid_id: id, name })),
    set,
    log,
    head,
    ...rollUpAll(set, head.seq),
  }
}

function staffRow(person: TownPerson): Selectable<Tables['staff']> {
  return {
    unit_id: person.unitId,
    staff_id: person.id,
    name: person.name,
    role: person.role,
    number: person.number,
    scope: person.scope,
    from_day: person.from,
    to_day: person.to,
    active: person.active,
    service: false,
    roster_key: null,
    openid: null,
  }
}

function carryOut(set: WorkingSet, { operation, receivedAt }: DemoRecord, stored: StoredContent, seq: number): void {
  const author = personOf(set, operation.author)
  if (!author) throw new Error(`Nobody is ${operation.author}`)
  const at = timeOf(operation, receivedAt)
  const corrected = (deviceTime: number) => deviceTime + (operation.offset ?? 0)
  const refused = perform(
    operation,
    { author: staffOf(author), seq, at, day: dayOf(at), receivedAt, corrected, sealed: sealedOf(stored) },
    set,
  )
  if (refused) throw new Error(`${operation.type} of ${operation.author} was refused: ${refused.code} ${refused.title}`)
}

/** Doors that lost a visit remember the ones before it, as they do after a push. */
function recall(set: WorkingSet): void {
  for (const id of set.forgetful) {
    const door = set.doors.get(id)
    if (!door) continue
    const memory = [...set.visits.values()]
      .filter((visit) => visit.door_id === id && !visit.undone)
      .map((visit) =>
        doorVisit({
          id: visit.visit_id,
          at: visit.at,
          outcome: visit.outcome,
          ...(visit.come_back_at === null ? {} : { comeBackAt: visit.come_back_at }),
        }),
      )
      .reduce(remember, [])
    set.doors.put({ ...door, memory, last_at: memory[0]?.at ?? null })
    const building = set.buildings.get(door.building_id)
    if (!building) continue
    const visited = [...set.doors.values()].flatMap((other) =>
      other.building_id === building.building_id && other.last_at !== null ? [other.last_at] : [],
    )
    set.buildings.put({ ...building, last_visit_at: visited.length === 0 ? null : Math.max(...visited) })
  }
}
