import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** A code that is worth nothing from now on. Taken back twice is taken back. */
export function revokeInvitation(
  { body }: OperationOf<'volunteer.revoke'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'volunteer.revoke', { unitId: set.unitId }, when.day)
  if (refused) return refused
  const invitation = set.invitations.get(body.invitationId)
  if (invitation === undefined) return problem(4041, '没有这个邀请码', 'body.invitationId')
  if (invitation.revoked_at === null) set.invitations.put({ ...invitation, revoked_at: when.at })
  return undefined
}
