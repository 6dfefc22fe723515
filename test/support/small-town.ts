import * as v from 'valibot'
import { buildingId, deviceId, doorId, staffId, unitId } from '#contract/scalars'
import type { BuildingKind } from '#domain/building'
import type { BuildingId, DeviceId, DoorId, StaffId, UnitId } from '#domain/ids'
import type { Town } from './model-town'

export const unit: UnitId = v.parse(unitId, 'qfy')
export const worker = (number: number): StaffId => v.parse(staffId, `qfy-s${number}`)
export const officer = (number: number): StaffId => v.parse(staffId, `qfy-p${number}`)
export const house = (number: number): BuildingId => v.parse(buildingId, `b${number}`)
export const door = (building: number, number: number): DoorId => v.parse(doorId, `b${building}-${number}`)
export const device = (number: number): DeviceId =>
  v.parse(deviceId, `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`)

const kind: BuildingKind = 'residential'

/** Houses of so many doors each; every worker has all of them in scope, the two officers who serve the community none. */
export function smallTown(houses: number, doors: number, workers = 2): Town {
  const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1)
  const buildings = numbers(houses).map((at) => ({
    id: house(at),
    kind,
    compound: '青枫苑',
    name: `${at}幢`,
    gridId: null,
  }))
  return {
    unit,
    buildings,
    doors: numbers(houses).flatMap((at) =>
      numbers(doors).map((n) => ({
        id: door(at, n),
        buildingId: house(at),
        stairwell: 1,
        floor: Math.ceil(n / 4),
        room: `${Math.ceil(n / 4)}0${((n - 1) % 4) + 1}`,
      })),
    ),
    staff: [
      ...numbers(workers).map((at) => ({ id: worker(at), buildings: buildings.map(({ id }) => id) })),
      ...numbers(2).map((at) => ({ id: officer(at), buildings: [], role: 'police' as const })),
    ],
  }
}
