import type { BuildingView } from '#sync/engine-api'
import { engineIfAny } from './field-store'
import { nearestFirst } from './short-list'

/** What a worker's phone takes along by itself; the storage holds more, for buildings opened by hand. */
const DOORS = 3000

let taking = false

/**
 * Fetches the own buildings' doors while there is a network, the nearest to being finished last, so that it counts as used
 * last: in the stairwell there may be none.
 */
export async function takeAlong(buildings: readonly BuildingView[]): Promise<void> {
  if (taking) return
  taking = true
  try {
    let room = DOORS
    const wanted = nearestFirst(buildings).filter(({ row }) => {
      room -= row.doors
      return room >= 0
    })
    for (const { row, held } of wanted.reverse()) {
      if (!held && !(await engineIfAny()?.hold(row.id))) return
    }
  } finally {
    taking = false
  }
}
