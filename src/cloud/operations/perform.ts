import type { Operation } from '#contract/operation'
import type { Problem } from '#contract/problem'
import { logActivity } from './activity-log'
import { handOutLeaflets } from './leaflet-hand-out'
import { issueLeaflets } from './leaflet-issue'
import { returnLeaflets } from './leaflet-return'
import type { Occurrence } from './occurrence'
import { assignStaff } from './staff-assign'
import { amendVisit } from './visit-amend'
import { logVisit } from './visit-log'
import { undoVisit } from './visit-undo'
import type { WorkingSet } from './working-set'

/** Checks an operation and carries it out in the working set; on a problem nothing has changed. */
export function perform(operation: Operation, when: Occurrence, set: WorkingSet): Problem | undefined {
  switch (operation.type) {
    case 'visit.log':
      return logVisit(operation, when, set)
    case 'visit.amend':
      return amendVisit(operation, when, set)
    case 'visit.undo':
      return undoVisit(operation, when, set)
    case 'leaflet.issue':
      return issueLeaflets(operation, when, set)
    case 'leaflet.hand-out':
      return handOutLeaflets(operation, when, set)
    case 'leaflet.return':
      return returnLeaflets(operation, when, set)
    case 'activity.log':
      return logActivity(operation, when, set)
    case 'staff.assign':
      return assignStaff(operation, when, set)
    default:
      return operation satisfies never
  }
}
