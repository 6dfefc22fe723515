import type { OperationOf } from '#contract/operation'
import type { Problem } from '#contract/problem'
import { currentPolicy } from '#domain/minutes-policy'
import { activityContent, wrongActivity } from './activity-content'
import { judge } from './judge'
import { isLate, type Occurrence } from './occurrence'
import { settleActivity } from './settle-activity'
import type { WorkingSet } from './working-set'

/** Outreach with a start and an end. */
export function logActivity(
  operation: OperationOf<'activity.log'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'activity.log', { unitId: set.unitId }, when.day)
  if (refused) return refused
  const wrong = wrongActivity(operation.body, when, set)
  if (wrong) return wrong
  const content = activityContent(operation, when)
  settleActivity(set, undefined, {
    unit_id: set.unitId,
    activity_id: operation.id,
    staff_id: when.author.id,
    logged_at: when.at,
    received_at: when.receivedAt,
    // By its end: an activity of yesterday that is told today comes late for yesterday's figure.
    late: isLate(Math.min(content.to_at, when.at), when.receivedAt, currentPolicy),
    ...content,
    version: 1,
    undone: false,
    undone_at: null,
    seq: when.seq,
  })
  return undefined
}
