import { MINUTE, type Milliseconds } from '#domain/time'
import type { DoorView, MinutesSoFar } from '#sync/engine-api'

/** Before one's own pace is known: what a door takes on average, stairs included. */
const USUAL_PACE: Milliseconds = 1.5 * MINUTE
const ENOUGH_DOORS = 5

/** What a door took this worker today, pauses within an outing included. */
export function paceOf(minutes: MinutesSoFar): Milliseconds {
  let doors = 0
  let time = 0
  for (const { source } of minutes.own.lines) {
    if (source.kind !== 'outing') continue
    doors += source.outing.stops.filter(({ stop }) => stop.channel === 'door').length
    time += source.outing.to - source.outing.from
  }
  return doors < ENOUGH_DOORS ? USUAL_PACE : time / doors
}

/** The stairwell with the fewest doors left, if one has any: a stairwell is what one climbs in one go. */
export function nearestStairwell(
  doors: readonly DoorView[],
): { readonly stairwell: number | null; readonly left: number } | null {
  const lefts = new Map<number | null, number>()
  for (const { stairwell, memory } of doors) {
    if (memory.length === 0) lefts.set(stairwell, (lefts.get(stairwell) ?? 0) + 1)
  }
  const [nearest] = [...lefts].sort((a, b) => a[1] - b[1] || (a[0] ?? 99) - (b[0] ?? 99))
  return nearest === undefined ? null : { stairwell: nearest[0], left: nearest[1] }
}
