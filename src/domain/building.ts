import type { BuildingId, DoorId, GridId } from './ids'

/** 小区 (住宅) · 商业载体 · 集宿区 */
export const buildingKinds = ['residential', 'commercial', 'dormitory'] as const
export type BuildingKind = (typeof buildingKinds)[number]

export interface Building {
  readonly id: BuildingId
  readonly kind: BuildingKind
  /** 小区, 商业街 or 集宿区 the building stands in. */
  readonly compound: string
  /** `3幢` */
  readonly name: string
  /** Null: nobody owns the building, which is flagged (S02). */
  readonly gridId: GridId | null
}

/** One household, one shop or one dormitory room, and where it stands in the facade. */
export interface DoorPlace {
  readonly id: DoorId
  readonly buildingId: BuildingId
  /** 单元; null where a building has none (shops, dormitories). */
  readonly stairwell: number | null
  readonly floor: number
  /** As written on the door: `802`. */
  readonly room: string
}

/** Left to right as the building stands: by room number, `2` before `10`. */
export function compareRooms(a: string, b: string): number {
  const x = Number.parseInt(a, 10)
  const y = Number.parseInt(b, 10)
  if (x !== y && !Number.isNaN(x) && !Number.isNaN(y)) return x - y
  return a < b ? -1 : a > b ? 1 : 0
}
