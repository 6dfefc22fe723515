import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { random } from '../../../src/cloud/demo/random'
import type { DoorRow } from '../../../src/contract/pull'
import type { BuildingId, DoorId } from '../../../src/domain/ids'
import type { LocalDate } from '../../../src/domain/time'
import { makeTowns } from '../street-year/towns'
import { visitsOf, type Walker } from '../walkers'

/** What every client sends and gets: visits of some 560 bytes, and doors of some 250 that each remember one. */
export interface Documents {
  /** JSON files, for clients that are processes of their own. */
  readonly operations: string
  readonly doors: string
  readonly bytes: { readonly operation: number; readonly door: number }
}

/** Within the days that the cloud takes. */
export const perDay = (count: number): number => Math.ceil(count / 36)

/** Doors in a building, so that one building is one page of every client. */
const DOORS = 100

export function writeDocuments(folder: string, count: number, first: LocalDate): Documents {
  const town = makeTowns(1, 1, first).communities[0]
  const person = town?.staff[0]
  if (town === undefined || person === undefined) throw new Error('no town')
  const doorIds = Array.from(
    { length: count },
    (_, nth) => `b${Math.floor(nth / DOORS) + 1}-${(nth % DOORS) + 1}` as DoorId,
  )
  const walker: Walker = { person, opened: town.opened, doors: doorIds, token: '' }
  const operations = visitsOf(walker, first, 0, count, 1, perDay(count))
  const rng = random(2)
  const doors = doorIds.map((id, nth): DoorRow => {
    const operation = operations[nth]
    if (operation === undefined) throw new Error('fewer visits than doors')
    const seq = nth + 1
    const visit = { id: operation.id, at: operation.at, outcome: 'met' as const, comeBackAt: null }
    const floor = rng.between(1, 11)
    const buildingId = id.slice(0, id.indexOf('-')) as BuildingId
    return { id, buildingId, stairwell: 1, floor, room: `${floor}0${nth % 10}`, memory: [visit], seq }
  })
  const write = (name: string, rows: readonly object[]) => {
    const file = path.join(folder, name)
    writeFileSync(file, JSON.stringify(rows))
    return file
  }
  const size = (rows: readonly object[]) => Math.round(Buffer.byteLength(JSON.stringify(rows)) / rows.length)
  return {
    operations: write('operations.json', operations),
    doors: write('doors.json', doors),
    bytes: { operation: size(operations), door: size(doors) },
  }
}
