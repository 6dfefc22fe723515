import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import { codeHash } from '#cloud/enrolment/code-hash'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { lockHead } from '#cloud/operations/log'
import { serverId } from '#cloud/operations/server-id'
import { staffOf } from '#cloud/operations/working-set'
import { ok, type Result, refuse } from '#cloud/result'
import type { InviteAnswer } from '#contract/enrolment'
import type { QueryRequest } from '#contract/query'
import type { StaffId, UnitId } from '#domain/ids'
import { makeCode } from '#domain/invitation'
import { onDuty, type Staff } from '#domain/staff'
import { DAY, dayOf } from '#domain/time'
import type { Viewer } from '../sync/case-rows'
import { permit } from './permit'

/** A new code (S21, F21). It leaves the cloud in this answer and nowhere else; the log says that there is one. */
export async function invite(
  context: Context,
  actor: Staff,
  { unit: unitId, days, uses, staff }: Extract<QueryRequest, { action: 'invite' }>,
): Promise<Result<InviteAnswer>> {
  const refused = permit(context, actor, 'volunteer.invite', { unitId })
  return refused ?? makeInvitation(context, actor, { unitId, days, uses, staff })
}

/** For one person of a unit, by whoever answers for it: also of a station or the street, which have no secretary. */
export async function inviteStaff(
  context: Context,
  { staff: actor, streetId }: Viewer,
  { unit: unitId, days, staff }: Extract<QueryRequest, { action: 'invite-staff' }>,
): Promise<Result<InviteAnswer>> {
  const refused = permit(context, actor, 'staff.invite', { unitId, street: streetId })
  return refused ?? makeInvitation(context, actor, { unitId, days, uses: 1, staff })
}

interface Wanted {
  readonly unitId: UnitId
  readonly days: number
  readonly uses: number
  readonly staff: StaffId | null
}

async function makeInvitation(
  context: Context,
  actor: Staff,
  { unitId, days, uses, staff }: Wanted,
): Promise<Result<InviteAnswer>> {
  const now = context.clock.now()
  if (staff !== null) {
    const person = await context.db
      .selectFrom('staff')
      .selectAll()
      .where('unit_id', '=', unitId)
      .where('staff_id', '=', staff)
      .where('service', '=', false)
      .executeTakeFirst()
    if (person === undefined) return refuse(4044)
    if (!onDuty(staffOf(person), dayOf(now))) return refuse(4033, `${person.name}不在服务期内，请先延长`)
  }
  const code = makeCode(() => context.random.bytes(1)[0] ?? 0)
  const row = {
    unit_id: unitId,
    invitation_id: serverId(context),
    code_hash: await codeHash(code),
    staff_id: staff,
    made_by: actor.id,
    made_at: now,
    expires_at: now + days * DAY,
    uses: staff === null ? uses : 1,
    used: 0,
    revoked_at: null,
  }
  await retried(context, async (trx) => {
    const { invitation_id: id, expires_at: expiresAt } = row
    await appendServerEntry(context, trx, await lockHead(trx, unitId), {
      unitId,
      author: actor.id,
      type: 'volunteer.invite',
      id,
      content: { type: 'volunteer.invite', invitationId: id, expiresAt, uses: row.uses, staffId: staff },
    })
    await trx.insertInto('invitation').values(row).execute()
  })
  return ok({ id: row.invitation_id, code, expiresAt: row.expires_at, uses: row.uses, asOf: now })
}
