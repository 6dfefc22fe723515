import * as v from 'valibot'
import { buildingId, deviceId, doorId, gridId, staffId, unitId as unitIdSchema } from '#contract/scalars'
import type { Building, DoorPlace } from '#domain/building'
import type { BuildingId, DeviceId, GridId, UnitId } from '#domain/ids'
import type { Scope, Staff } from '#domain/staff'
import { addDays, type LocalDate, type Milliseconds, startOfDay } from '#domain/time'
import { type Random, seededUuid } from './random'
import type { DemoCompound, DemoPerson, DemoUnit } from './street'

/** A demonstration unit with ids given: what stands before the first record. */
export interface Town {
  readonly unit: DemoUnit & { readonly id: UnitId; readonly station: UnitId | null }
  /** When its apps were installed, before the first record. */
  readonly opened: Milliseconds
  readonly grids: readonly { readonly id: GridId; readonly name: string }[]
  readonly buildings: readonly TownBuilding[]
  readonly staff: readonly TownPerson[]
}

export interface TownBuilding extends Building {
  readonly doors: readonly DoorPlace[]
}

export interface TownPerson extends Staff {
  /** His phone: installed once, by which he sends everything. */
  readonly device: DeviceId
}

/** How long a volunteer of the demonstration serves, around today. */
const SERVICE = { before: 35, after: 25 }

export function makeTown(unit: DemoUnit, today: LocalDate, rng: Random): Town {
  const unitId = v.parse(unitIdSchema, unit.id)
  const grids = unit.grids.map((name, index) => ({ id: v.parse(gridId, `g${index + 1}`), name }))
  const plans = unit.compounds.flatMap((compound) => compound.buildings.map((building) => ({ compound, building })))
  const buildings = plans.map(({ compound, building }, index): TownBuilding => {
    const id = v.parse(buildingId, `b${index + 1}`)
    const gridId = building.grid === null ? null : (grids[building.grid]?.id ?? null)
    return {
      id,
      kind: compound.kind,
      compound: compound.name,
      name: building.name,
      gridId,
      doors: makeDoors(id, compound, building),
    }
  })
  const installed = startOfDay(addDays(today, -SERVICE.before))
  const staff = unit.people.map((person, index) =>
    makePerson(person, index, unitId, grids, buildings, today, installed, rng),
  )
  const station = unit.station === null ? null : v.parse(unitIdSchema, unit.station)
  return { unit: { ...unit, id: unitId, station }, opened: installed, grids, buildings, staff }
}

/** Rooms run through all stairwells of a floor, as they do in the ledgers: 1单元 has 101 and 102, 2单元 103 and 104. */
function makeDoors(
  building: BuildingId,
  { kind }: DemoCompound,
  { floors, stairwells }: DemoCompound['buildings'][number],
): DoorPlace[] {
  const doors: DoorPlace[] = []
  for (let floor = 1; floor <= floors; floor++) {
    let room = 0
    for (const [index, count] of stairwells.entries()) {
      for (let nth = 0; nth < count; nth++) {
        room++
        doors.push({
          id: v.parse(doorId, `${building}-${doors.length + 1}`),
          buildingId: building,
          stairwell: kind === 'residential' ? index + 1 : null,
          floor,
          room: `${floor}${String(room).padStart(2, '0')}`,
        })
      }
    }
  }
  return doors
}

function makePerson(
  { name, role, scope }: DemoPerson,
  index: number,
  unitId: UnitId,
  grids: Town['grids'],
  buildings: readonly TownBuilding[],
  today: LocalDate,
  installed: Milliseconds,
  rng: Random,
): TownPerson {
  const serves = role === 'volunteer'
  return {
    id: v.parse(staffId, `${unitId}-s${index + 1}`),
    unitId,
    name,
    role,
    number: `${unitId.toUpperCase()}${String(index + 1).padStart(3, '0')}`,
    scope: townScope(scope, grids, buildings),
    from: serves ? addDays(today, -SERVICE.before) : null,
    to: serves ? addDays(today, SERVICE.after) : null,
    active: true,
    device: v.parse(deviceId, seededUuid(installed, rng)),
  }
}

function townScope(scope: DemoPerson['scope'], grids: Town['grids'], buildings: readonly TownBuilding[]): Scope {
  switch (scope.kind) {
    case 'unit':
    case 'none':
      return scope
    case 'grid': {
      const grid = grids[scope.grid]
      if (!grid) throw new Error(`No grid ${scope.grid}`)
      return { kind: 'grid', gridId: grid.id }
    }
    case 'buildings': {
      const named = buildings.filter(({ compound, name }) => scope.names.includes(`${compound} ${name}`))
      return { kind: 'buildings', buildingIds: named.map(({ id }) => id) }
    }
    default:
      return scope satisfies never
  }
}
