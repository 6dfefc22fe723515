import type { ActivityRow, WorkingSet } from './working-set'

/** Puts an activity's newest version in place; the minutes of everybody who took part, before or now, follow. */
export function settleActivity(set: WorkingSet, before: ActivityRow | undefined, after: ActivityRow): void {
  set.activities.put(after)
  for (const activity of [before, after]) {
    if (activity === undefined) continue
    const span = { from: activity.from_at, to: activity.to_at - 1 }
    for (const staffId of [activity.staff_id, ...activity.with_staff]) set.stirred.push({ staffId, span })
  }
}
