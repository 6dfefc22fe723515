import { type BuildingKind, compareRooms } from '#domain/building'
import { doorState } from '#domain/door'
import { dayOf, type Milliseconds } from '#domain/time'
import type { Outcome } from '#domain/visit'
import type { DoorView } from '#sync/engine-api'

/** How a part is drawn: flats by floor, a street front of shops, dense rooms. */
export type Template = 'flats' | 'shops' | 'rooms'

/** What stands side by side in the facade and is walked in one go: a stairwell, the shops below, a whole dormitory. */
export interface Part {
  readonly key: string
  readonly word: string
  readonly template: Template
  readonly doors: readonly DoorView[]
}

export interface Floor {
  readonly floor: number
  readonly doors: readonly DoorView[]
}

export function partsOf(kind: BuildingKind, doors: readonly DoorView[]): readonly Part[] {
  if (kind === 'commercial') return [{ key: 'all', word: '店铺', template: 'shops', doors }]
  if (kind === 'dormitory') return [{ key: 'all', word: '宿舍', template: 'rooms', doors }]
  const stairwells = new Map<number | null, DoorView[]>()
  for (const door of doors) {
    const known = stairwells.get(door.stairwell)
    if (known === undefined) stairwells.set(door.stairwell, [door])
    else known.push(door)
  }
  return [...stairwells]
    .sort(([a], [b]) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY))
    .map(([stairwell, own]) => {
      if (stairwell !== null) return { key: String(stairwell), word: `${stairwell}单元`, template: 'flats', doors: own }
      // Doors without a stairwell beside others with one are the shops at the foot of the house.
      const below = stairwells.size > 1
      return { key: 'none', word: below ? '底商' : '住户', template: below ? 'shops' : 'flats', doors: own }
    })
}

/** As the building stands: the top floor on top. */
export function floorsOf(doors: readonly DoorView[]): readonly Floor[] {
  const floors = new Map<number, DoorView[]>()
  for (const door of doors) {
    const known = floors.get(door.floor)
    if (known === undefined) floors.set(door.floor, [door])
    else known.push(door)
  }
  return [...floors]
    .sort(([a], [b]) => b - a)
    .map(([floor, own]) => ({ floor, doors: own.sort((a, b) => compareRooms(a.room, b.room)) }))
}

/** The same, where mostly only a state has changed: the floors of before, those that stay the same as the same objects. */
export function floorsAfter(before: readonly Floor[], doors: readonly DoorView[]): readonly Floor[] {
  const now = new Map(doors.map((door) => [door.id, door]))
  const known = before.reduce((sum, { doors: own }) => sum + own.length, 0)
  const stands = (door: DoorView) => now.get(door.id)?.floor === door.floor && now.get(door.id)?.room === door.room
  if (known !== doors.length || !before.every(({ doors: own }) => own.every(stands))) return floorsOf(doors)
  return before.map((each) => {
    const own = each.doors.map((door) => now.get(door.id) ?? door)
    return own.every((door, at) => door === each.doors[at]) ? each : { ...each, doors: own }
  })
}

export function floorWord(floor: number): string {
  return floor < 0 ? `B${-floor}` : `${floor}F`
}

export function visitedToday({ memory }: DoorView, now: Milliseconds): boolean {
  return memory[0] !== undefined && dayOf(memory[0].at) === dayOf(now)
}

export interface Tally {
  readonly doors: number
  readonly visited: number
  readonly by: Readonly<Record<Outcome, number>>
}

export function tally(doors: readonly DoorView[]): Tally {
  const by: Record<Outcome, number> = { met: 0, nobody: 0, refused: 0, vacant: 0, again: 0 }
  let visited = 0
  for (const { memory } of doors) {
    const state = doorState(memory)
    if (state === 'todo') continue
    by[state]++
    visited++
  }
  return { doors: doors.length, visited, by }
}
