import type { OperationOf } from '#contract/operation'
import type { OperationId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import type { OutboxRecord, RecordStatus } from '#sync/engine-api'

export type ActivityBody = OperationOf<'activity.log'>['body']

/** An activity of this device as it stands now. */
export interface OwnActivity {
  readonly id: OperationId
  /** When it was logged, by the device's clock. */
  readonly at: Milliseconds
  readonly body: ActivityBody
  /** 1 as logged, +1 with each amendment. */
  readonly version: number
  readonly status: RecordStatus['kind']
}

const known = new WeakMap<readonly OutboxRecord[], readonly OwnActivity[]>()

/** Newest first, without those taken back. What the cloud refused changes nothing. */
export function ownActivities(records: readonly OutboxRecord[]): readonly OwnActivity[] {
  const cached = known.get(records)
  if (cached !== undefined) return cached
  const activities = collect(records)
  known.set(records, activities)
  return activities
}

function collect(records: readonly OutboxRecord[]): readonly OwnActivity[] {
  const standing = new Map<OperationId, OwnActivity>()
  const undone = new Set<OperationId>()
  for (const { operation, status } of [...records].reverse()) {
    if (operation.type === 'activity.log') {
      const { id, at, body } = operation
      standing.set(id, { id, at, body, version: 1, status: status.kind })
    } else if (status.kind === 'rejected') {
      // A refused amendment waits in quarantine.
    } else if (operation.type === 'activity.amend') {
      const { activityId, reason: _, ...body } = operation.body
      const before = standing.get(activityId)
      if (before !== undefined) standing.set(activityId, { ...before, body, version: before.version + 1 })
    } else if (operation.type === 'activity.undo') undone.add(operation.body.activityId)
  }
  return [...standing.values()].filter(({ id }) => !undone.has(id)).reverse()
}
