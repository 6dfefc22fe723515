import type { Context } from '#cloud/context'
import { ok, type Result } from '#cloud/result'
import type { EnrolmentAnswer } from '#contract/enrolment'
import type { QueryRequest } from '#contract/query'
import { stateOfInvitation } from '#domain/invitation'
import type { Staff } from '#domain/staff'
import { peopleOf } from './people'
import { permit } from './permit'

/** Codes and applications, newest first. What is over is forgotten after 30 days, by the timer. */
export async function enrolment(
  context: Context,
  actor: Staff,
  { unit }: Extract<QueryRequest, { action: 'enrolment' }>,
): Promise<Result<EnrolmentAnswer>> {
  const refused = permit(context, actor, 'staff.read', { unitId: unit })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const invitations = await db
    .selectFrom('invitation')
    .selectAll()
    .where('unit_id', '=', unit)
    .orderBy('made_at', 'desc')
    .orderBy('invitation_id', 'desc')
    .execute()
  const applications = await db
    .selectFrom('application')
    .selectAll()
    .where('unit_id', '=', unit)
    .where('rebinds', 'is', null)
    .orderBy('applied_at', 'desc')
    .orderBy('application_id', 'desc')
    .execute()
  const people = await peopleOf(db, unit)
  const nameOf = (id: Staff['id']) => people.get(id)?.name ?? id
  return ok({
    invitations: invitations.map((row) => {
      const { expires_at: expiresAt, revoked_at: revokedAt, uses, used } = row
      return {
        id: row.invitation_id,
        state: stateOfInvitation({ expiresAt, revokedAt, uses, used }, now),
        madeAt: row.made_at,
        madeBy: nameOf(row.made_by),
        expiresAt,
        uses,
        used,
        staffName: row.staff_id === null ? null : nameOf(row.staff_id),
      }
    }),
    applications: applications.map((row) => ({
      id: row.application_id,
      state: row.state,
      name: row.name,
      number: row.number,
      about: row.about,
      appliedAt: row.applied_at,
      decidedAt: row.decided_at,
      reason: row.reason,
      staffId: row.staff_id,
      entered: row.entered_at !== null,
    })),
    asOf: now,
  })
}
