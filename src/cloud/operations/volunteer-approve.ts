import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { judge } from './judge'
import { newStaff, nextStaffNumber } from './new-staff'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** An application becomes a volunteer of some buildings and days (S21). It is answered once, whoever was first. */
export function approveVolunteer(
  { body }: OperationOf<'volunteer.approve'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'volunteer.approve', { unitId: set.unitId }, when.day)
  if (refused) return refused
  const application = set.applications.get(body.applicationId)
  if (application === undefined || application.rebinds !== null)
    return problem(4041, '没有这份申请', 'body.applicationId')
  if (application.state !== 'pending') return problem(4097)
  if (body.to < body.from) return problem(4223, '最后一天早于第一天', 'body.to')
  if (body.to < when.day) return problem(4223, '最后一天已经过去', 'body.to')
  const unknown = body.buildingIds.find((id) => set.buildings.get(id) === undefined)
  if (unknown !== undefined) return problem(4043, unknown, 'body.buildingIds')
  const volunteer = newStaff(set.unitId, nextStaffNumber(set.unitId, set.staffIds), {
    name: application.name,
    role: 'volunteer',
    scope: { kind: 'buildings', buildingIds: body.buildingIds },
    from_day: body.from,
    to_day: body.to,
    roster_key: null,
  })
  set.staff.put(volunteer)
  set.staffIds.add(volunteer.staff_id)
  set.newcomers.add(volunteer.staff_id)
  set.applications.put({
    ...application,
    state: 'approved',
    decided_at: when.at,
    decided_by: when.author.id,
    staff_id: volunteer.staff_id,
    seq: when.seq,
  })
  return undefined
}
