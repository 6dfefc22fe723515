import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { roleMay } from '#domain/authorisation'
import { currentPolicy } from '#domain/minutes-policy'
import { judge } from './judge'
import { isLate, type Occurrence } from './occurrence'
import { settleVisit } from './settle-visit'
import { visitContent } from './visit-content'
import type { WorkingSet } from './working-set'

/** A door and its outcome: the door must be there and in the author's scope. Leaflets never block it. */
export function logVisit(
  { id, body }: OperationOf<'visit.log'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  // Whoever never logs a visit is not told whether there is such a door.
  if (!roleMay(when.author.role, 'visit.log')) return judge(when.author, 'visit.log', { unitId: set.unitId }, when.day)
  const door = set.doors.get(body.doorId)
  const building = door && set.buildings.get(door.building_id)
  if (door === undefined || building === undefined) return problem(4042, undefined, 'body.doorId')
  const subject = { unitId: set.unitId, building: { id: building.building_id, gridId: building.grid_id } }
  const refused = judge(when.author, 'visit.log', subject, when.day)
  if (refused) return refused
  if (body.comeBackAt !== undefined && body.comeBackAt < when.at) return problem(4225, undefined, 'body.comeBackAt')
  settleVisit(set, undefined, {
    unit_id: set.unitId,
    visit_id: id,
    door_id: door.door_id,
    building_id: door.building_id,
    staff_id: when.author.id,
    started_at: Math.min(when.corrected(body.startedAt), when.at),
    at: when.at,
    day: when.day,
    received_at: when.receivedAt,
    late: isLate(when.at, when.receivedAt, currentPolicy),
    ...visitContent(body),
    location: body.location ?? null,
    version: 1,
    content_id: id,
    content_at: when.at,
    undone: false,
    undone_at: null,
    seq: when.seq,
  })
  return undefined
}
