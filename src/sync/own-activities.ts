import type { OperationOf } from '#contract/operation'
import type { OperationId } from '#domain/ids'
import type { Activity } from '#domain/minutes'
import { happenedAt, offsetOf } from './own-visits'
import type { StoredRecord } from './stored'

/** A telling of an activity: as it was logged, or as it was amended. */
type Telling = OperationOf<'activity.log'> | OperationOf<'activity.amend'>

/** The own activities that stand, each as it was told last, out of records given in order. */
export function ownActivities(ordered: readonly StoredRecord[]): readonly Activity[] {
  const told = new Map<OperationId, Telling[]>()
  const logged = new Set<OperationId>()
  const undone = new Set<OperationId>()
  const tell = (id: OperationId, telling: Telling) => told.set(id, [...(told.get(id) ?? []), telling])
  for (const { operation } of ordered) {
    if (operation.type === 'activity.log') {
      logged.add(operation.id)
      tell(operation.id, operation)
    } else if (operation.type === 'activity.amend') tell(operation.body.activityId, operation)
    else if (operation.type === 'activity.undo') undone.add(operation.body.activityId)
  }
  return [...told].flatMap(([id, tellings]) => {
    // Of one whose log has left the device the cloud counted all that is here.
    const newest = logged.has(id) && !undone.has(id) ? newestOf(tellings) : undefined
    if (newest === undefined) return []
    const { channel, from, to, with: others } = newest.body
    const offset = offsetOf(newest)
    return [{ id, channel, staffIds: [newest.author, ...(others ?? [])], from: from + offset, to: to + offset }]
  })
}

/** As the cloud chooses: by when it was said, the id settling equal instants. */
function newestOf(tellings: readonly Telling[]): Telling | undefined {
  return [...tellings].sort((a, b) => happenedAt(b) - happenedAt(a) || (a.id < b.id ? 1 : -1))[0]
}
