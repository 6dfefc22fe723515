import { createHmac } from 'node:crypto'
import type { Selectable } from 'kysely'
import * as v from 'valibot'
import type { Tables } from '#cloud/db/tables'
import type { Duty } from '#cloud/ledger/duty'
import type { StaffPlan } from '#cloud/ledger/roster'
import { gridId, localDate } from '#contract/scalars'
import type { BuildingId, GridId, UnitId } from '#domain/ids'
import type { Scope } from '#domain/staff'
import type { UnitKind } from '#domain/unit'
import { newStaff, nextStaffNumber } from './new-staff'
import { nextNumber } from './next-number'

const day = v.nullable(localDate)

type StaffRow = Selectable<Tables['staff']>
type GridRow = Selectable<Tables['grid']>

/** What the unit has already. */
export interface Ground {
  readonly unitId: UnitId
  readonly kind: UnitKind
  readonly grids: readonly Pick<GridRow, 'grid_id' | 'name'>[]
  readonly buildings: readonly Pick<Selectable<Tables['building']>, 'building_id' | 'compound' | 'name' | 'grid_id'>[]
  readonly staff: readonly Pick<StaffRow, 'staff_id' | 'number' | 'roster_key'>[]
}

export type RowVerdict =
  /** To be mended: goes back with the rejects. */
  | { readonly index: number; readonly kind: 'bad'; readonly reason: string }
  /** Somebody else's to import. */
  | { readonly index: number; readonly kind: 'ignored'; readonly reason: string }

export interface Staffing {
  readonly grids: readonly GridRow[]
  readonly staff: readonly StaffRow[]
  readonly assigned: ReadonlyMap<BuildingId, GridId>
  readonly known: number
  readonly verdicts: readonly RowVerdict[]
}

/** How a roster knows a person again. By role too, for one person may hold two. */
export function rosterKeyOf(key: Uint8Array, { role, phone }: Pick<StaffPlan, 'role' | 'phone'>): string {
  return createHmac('sha256', key).update(`${role} ${phone}`).digest('hex')
}

/** Grids, people and whose building is whose, as the roster has them; changes nothing. */
export function planStaffing(ground: Ground, key: Uint8Array, people: readonly StaffPlan[]): Staffing {
  const { unitId } = ground
  const gridOf = new Map<string, GridId>(ground.grids.map(({ grid_id, name }) => [name, grid_id]))
  const owner = new Map<BuildingId, GridId | null>(
    ground.buildings.map(({ building_id, grid_id }) => [building_id, grid_id]),
  )
  const keys = new Map<string, number | 'known'>(ground.staff.map(({ roster_key }) => [roster_key ?? '', 'known']))
  let nextGrid = nextNumber('g', gridOf.values())
  let nextStaff = nextStaffNumber(
    unitId,
    ground.staff.map(({ staff_id }) => staff_id),
  )
  const grids: GridRow[] = []
  const staff: StaffRow[] = []
  const assigned = new Map<BuildingId, GridId>()
  const verdicts: RowVerdict[] = []
  let known = 0

  for (const [index, person] of people.entries()) {
    const elsewhere = otherUnitReason(ground.kind, person)
    if (elsewhere !== null) {
      verdicts.push({ index, kind: 'ignored', reason: elsewhere })
      continue
    }
    const rosterKey = rosterKeyOf(key, person)
    const before = keys.get(rosterKey)
    if (before === 'known') {
      known++
      continue
    }
    if (before !== undefined) {
      verdicts.push({
        index,
        kind: 'bad',
        reason: `手机号和身份与前面的${people[before]?.name ?? ''}相同，请核对手机号`,
      })
      continue
    }
    const buildings = findBuildings(ground, person.buildings)
    if (typeof buildings === 'string') {
      verdicts.push({ index, kind: 'bad', reason: buildings })
      continue
    }
    const grid =
      person.role === 'grid' && person.grid !== null
        ? (gridOf.get(person.grid) ?? v.parse(gridId, `g${nextGrid}`))
        : null
    const taken = grid === null ? undefined : buildings.find((id) => (owner.get(id) ?? grid) !== grid)
    if (taken !== undefined) {
      verdicts.push({
        index,
        kind: 'bad',
        reason: takenReason(ground, taken, [...gridOf].find(([, id]) => id === owner.get(taken))?.[0]),
      })
      continue
    }
    if (grid !== null && person.grid !== null && !gridOf.has(person.grid)) {
      nextGrid++
      gridOf.set(person.grid, grid)
      grids.push({ unit_id: unitId, grid_id: grid, name: person.grid })
    }
    if (grid !== null) {
      for (const id of buildings.filter((id) => owner.get(id) !== grid)) {
        owner.set(id, grid)
        assigned.set(id, grid)
      }
    }
    keys.set(rosterKey, index)
    staff.push(
      newStaff(unitId, nextStaff, {
        name: person.name,
        role: person.role,
        scope: scopeOf(person, grid, buildings),
        from_day: v.parse(day, person.from),
        to_day: v.parse(day, person.to),
        roster_key: rosterKey,
      }),
    )
    nextStaff++
  }
  return { grids, staff, assigned, known, verdicts }
}

/** A 民警 serves several communities but belongs to his station, which imports its own. */
function otherUnitReason(kind: UnitKind, { role }: StaffPlan): string | null {
  if (kind === 'station') return role === 'police' ? null : '派出所只导入民警，其他人员由所在社区导入'
  return role === 'police' ? '民警由派出所导入' : null
}

function findBuildings({ buildings }: Ground, duties: readonly Duty[]): readonly BuildingId[] | string {
  const found: BuildingId[] = []
  for (const duty of duties) {
    const building = buildings.find(({ compound, name }) => compound === duty.compound && name === duty.building)
    if (!building) return `没有“${duty.compound}${duty.building}”这栋楼，请先导入房屋台账或核对负责楼幢`
    found.push(building.building_id)
  }
  return found
}

function takenReason({ buildings }: Ground, id: BuildingId, grid: string | undefined): string {
  const building = buildings.find(({ building_id }) => building_id === id)
  return `${building?.compound ?? ''}${building?.name ?? ''}已属${grid ?? '另一网格'}，请核对负责楼幢`
}

function scopeOf({ role }: StaffPlan, grid: GridId | null, buildingIds: readonly BuildingId[]): Scope {
  switch (role) {
    case 'grid':
      if (grid !== null) return { kind: 'grid', gridId: grid }
      return buildingIds.length > 0 ? { kind: 'buildings', buildingIds } : { kind: 'none' }
    case 'volunteer':
      return { kind: 'buildings', buildingIds }
    case 'secretary':
      return { kind: 'unit' }
    case 'police':
      return { kind: 'none' }
    default:
      return role satisfies never
  }
}
