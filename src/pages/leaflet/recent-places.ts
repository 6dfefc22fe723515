import type { OutboxRecord } from '#sync/engine-api'

const SHOWN = 5

/** Where this worker was last, newest first. */
export function recentPlaces(records: readonly OutboxRecord[]): readonly string[] {
  const places = new Set<string>()
  for (const { operation } of records) {
    if (operation.type === 'leaflet.hand-out' || operation.type === 'activity.log') places.add(operation.body.place)
    if (places.size === SHOWN) break
  }
  return [...places]
}
