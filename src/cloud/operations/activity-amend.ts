import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { activityContent, wrongActivity } from './activity-content'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { settleActivity } from './settle-activity'
import type { WorkingSet } from './working-set'

/**
 * The author's own activity gets a new content. As of a visit: whichever amendment was made last stands, and one made before the
 * activity was undone counts as made then, so that the order of arrival changes nothing.
 */
export function amendActivity(
  operation: OperationOf<'activity.amend'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const activity = set.activities.get(operation.body.activityId)
  if (activity === undefined) return problem(4041, undefined, 'body.activityId')
  const refused = judge(when.author, 'activity.amend', { unitId: set.unitId, owner: activity.staff_id }, when.day)
  if (refused) return refused
  if (activity.undone_at !== null && when.at >= activity.undone_at) return problem(4091)
  const wrong = wrongActivity(operation.body, when, set)
  if (wrong) return wrong
  const newest =
    when.at > activity.content_at || (when.at === activity.content_at && operation.id > activity.content_id)
  settleActivity(set, activity, {
    ...activity,
    ...(newest ? activityContent(operation, when) : {}),
    version: activity.version + 1,
    seq: when.seq,
  })
  return undefined
}
