import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

type Decision = OperationOf<'binding.approve'> | OperationOf<'binding.refuse'>

/**
 * Somebody else of the unit, or its street, says whether a person who came with another WeChat is who he says. Never the person himself:
 * whoever holds the old phone would let himself in. It is answered once.
 */
export function decideBinding({ type, body }: Decision, when: Occurrence, set: WorkingSet): Problem | undefined {
  const { unitId, street } = set
  const refused = judge(when.author, type, { unitId, street }, when.day)
  if (refused) return refused
  const application = set.applications.get(body.applicationId)
  if (application === undefined || application.rebinds === null)
    return problem(4041, '没有这份换绑申请', 'body.applicationId')
  if (application.rebinds === when.author.id) return problem(4039)
  if (application.state !== 'pending') return problem(4097)
  const decided = { decided_at: when.at, decided_by: when.author.id, seq: when.seq }
  if (type === 'binding.refuse') {
    set.applications.put({ ...application, ...decided, state: 'refused', reason: body.reason })
    return undefined
  }
  set.applications.put({ ...application, ...decided, state: 'approved', staff_id: application.rebinds })
  set.rebound.push({ staffId: application.rebinds, openid: application.openid })
  return undefined
}
