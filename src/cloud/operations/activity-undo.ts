import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { UNDO_ALLOWED } from '#domain/visit'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { settleActivity } from './settle-activity'
import { waited } from './waited'
import type { WorkingSet } from './working-set'

/** A slip of the thumb, within a minute of the author's own activity. Undone twice is undone. */
export function undoActivity(
  operation: OperationOf<'activity.undo'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const { activityId } = operation.body
  const activity = set.activities.get(activityId)
  if (activity === undefined) return problem(4041, undefined, 'body.activityId')
  const refused = judge(when.author, 'activity.undo', { unitId: set.unitId, owner: activity.staff_id }, when.day)
  if (refused) return refused
  if (waited(operation, when, { id: activityId, at: activity.logged_at }, set) > UNDO_ALLOWED) return problem(4222)
  const undoneAt = Math.min(activity.undone_at ?? when.at, when.at)
  settleActivity(set, activity, { ...activity, undone: true, undone_at: undoneAt, seq: when.seq })
  return undefined
}
