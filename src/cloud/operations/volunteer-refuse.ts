import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** Not taken, with a reason that the person reads. */
export function refuseVolunteer(
  { body }: OperationOf<'volunteer.refuse'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'volunteer.refuse', { unitId: set.unitId }, when.day)
  if (refused) return refused
  const application = set.applications.get(body.applicationId)
  if (application === undefined || application.rebinds !== null)
    return problem(4041, '没有这份申请', 'body.applicationId')
  if (application.state !== 'pending') return problem(4097)
  set.applications.put({
    ...application,
    state: 'refused',
    decided_at: when.at,
    decided_by: when.author.id,
    reason: body.reason,
    seq: when.seq,
  })
  return undefined
}
