import { sql, type Transaction } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { Operation } from '#contract/operation'
import type { BuildingId, DoorId, GridId, OperationId, StaffId } from '#domain/ids'
import { parentsOf } from './parents'
import type { BuildingRow, DoorRow, HeldRow, Logged, StaffRow, StockRow, VisitRow, WorkingSet } from './working-set'

/** The names of all that some operations need to be judged and carried out. */
interface Needs {
  readonly operations: OperationId[]
  /** Parents, and visits to amend or undo. */
  readonly parents: OperationId[]
  readonly doors: DoorId[]
  readonly buildings: BuildingId[]
  readonly grids: GridId[]
  readonly staff: StaffId[]
}

function needsOf(operations: readonly Operation[]): Needs {
  const needs: Needs = { operations: [], parents: [], doors: [], buildings: [], grids: [], staff: [] }
  for (const operation of operations) {
    needs.operations.push(operation.id)
    needs.parents.push(...parentsOf(operation))
    needs.staff.push(operation.author)
    switch (operation.type) {
      case 'visit.log':
        needs.doors.push(operation.body.doorId)
        break
      case 'leaflet.issue':
        needs.staff.push(operation.body.to)
        break
      case 'leaflet.hand-out':
        if (operation.body.buildingId !== undefined) needs.buildings.push(operation.body.buildingId)
        break
      case 'activity.log':
        needs.staff.push(...(operation.body.with ?? []))
        break
      case 'staff.assign':
        needs.staff.push(operation.body.staffId)
        if (operation.body.scope.kind === 'grid') needs.grids.push(operation.body.scope.gridId)
        if (operation.body.scope.kind === 'buildings') needs.buildings.push(...operation.body.scope.buildingIds)
        break
      case 'visit.amend':
      case 'visit.undo':
      case 'leaflet.return':
        break
      default:
        operation satisfies never
    }
  }
  return needs
}

interface Loaded {
  readonly logged: readonly Logged[]
  readonly held: readonly HeldRow[]
  readonly visits: readonly VisitRow[]
  readonly doors: readonly DoorRow[]
  readonly buildings: readonly BuildingRow[]
  readonly grids: readonly GridId[]
  readonly staff: readonly StaffRow[]
  readonly stock: readonly StockRow[]
}

/**
 * Loads what the operations need, and all held operations that wait for them, in one round trip; a second one only when some of
 * those were found.
 */
export async function load(trx: Transaction<Tables>, set: WorkingSet, operations: readonly Operation[]): Promise<void> {
  const waiting = await loadNeeds(trx, set, needsOf(operations))
  const others = waiting.filter(({ id }) => !operations.some((operation) => operation.id === id))
  if (others.length > 0) await loadNeeds(trx, set, needsOf(others))
}

async function loadNeeds(trx: Transaction<Tables>, set: WorkingSet, needs: Needs): Promise<Operation[]> {
  const unit = set.unitId
  const { rows } = await sql<Loaded>`
    with recursive waiting as (
      select * from held where unit_id = ${unit} and (operation_id = any(${needs.operations}::text[]) or waiting_for = any(${needs.operations}::text[]))
      union
      select held.* from held join waiting on held.unit_id = ${unit} and held.waiting_for = waiting.operation_id
    ), found_logged as (
      select operation_id as id, seq, content_hash as "contentHash", device_id as device, coalesce((content->>'at')::bigint, at) as "deviceAt"
      from operation where unit_id = ${unit} and operation_id = any(${[...needs.operations, ...needs.parents]}::text[])
    ), found_visit as (
      select * from visit where unit_id = ${unit} and visit_id = any(${needs.parents}::text[])
    ), found_door as (
      select * from door where unit_id = ${unit}
        and (door_id = any(${needs.doors}::text[]) or door_id in (select door_id from found_visit))
    ), found_building as (
      select * from building where unit_id = ${unit}
        and (building_id = any(${needs.buildings}::text[]) or building_id in (select building_id from found_door))
    )
    select
      (select coalesce(json_agg(one), '[]') from found_logged one) as logged,
      (select coalesce(json_agg(one), '[]') from waiting one) as held,
      (select coalesce(json_agg(one), '[]') from found_visit one) as visits,
      (select coalesce(json_agg(one), '[]') from found_door one) as doors,
      (select coalesce(json_agg(one), '[]') from found_building one) as buildings,
      (select coalesce(json_agg(grid_id), '[]') from grid where unit_id = ${unit} and grid_id = any(${needs.grids}::text[])) as grids,
      (select coalesce(json_agg(one), '[]') from staff one where unit_id = ${unit} and staff_id = any(${needs.staff}::text[])) as staff,
      (select coalesce(json_agg(one), '[]') from stock one where unit_id = ${unit} and staff_id = any(${needs.staff}::text[])) as stock
  `.execute(trx)
  const [found] = rows
  if (found === undefined) throw new Error('A select without from gave no row')
  for (const logged of found.logged) set.logged.set(logged.id, logged)
  set.held.load(found.held)
  set.visits.load(found.visits)
  set.doors.load(found.doors)
  set.buildings.load(found.buildings)
  for (const grid of found.grids) set.grids.add(grid)
  set.staff.load(found.staff)
  set.stock.load(found.stock)
  return found.held.map(({ content }) => content)
}
