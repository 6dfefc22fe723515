import type { Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { lockHead } from '#cloud/operations/log'
import type { StaffRow } from '#cloud/operations/working-set'
import { ok, type Result, refuse } from '#cloud/result'
import { actorOf, people } from '#cloud/session/authenticate'
import { keyed, type Opened, signedIn, type Visitor } from '#cloud/session/sign-in'
import type { InvitationAnswer } from '#contract/enrolment'
import type { DeviceId } from '#domain/ids'
import { onDuty } from '#domain/staff'
import { dayOf } from '#domain/time'
import { boundElsewhere } from './ask-rebinding'
import { bindOpenid, boundOnDuty } from './bind-openid'
import { findInvitation, usable } from './find-invitation'
import type { Caller } from './guesses'
import { countUse, invitationNow } from './use-invitation'

/** Whose code it is, so that whoever typed it sees where he is about to go. */
export async function lookAtInvitation(
  context: Context,
  caller: Caller,
  code: string,
): Promise<Result<InvitationAnswer>> {
  const found = await findInvitation(context, caller, code)
  if (!found.ok) return found
  const { unit_name: unitName, demo, staff_id: staffId, staff_name: name, expires_at: expiresAt } = found.answer
  const bound = boundElsewhere({ openid: found.answer.staff_openid }, caller.openid)
  return ok({ unitName, demo, kind: staffId === null ? 'volunteer' : 'staff', name, bound, expiresAt })
}

/** Signs in whom the code was made for (F21), once; on WeChat the OPENID is bound to that person. */
export async function bind(
  context: Context,
  caller: Caller & Visitor,
  code: string,
  device: DeviceId,
): Promise<Result<Opened>> {
  const found = await findInvitation(context, caller, code)
  if (!found.ok) return found
  const { unit_id: unitId, staff_id: staffId, invitation_id: invitationId } = found.answer
  if (staffId === null) return refuse(4014, '这个邀请码是给志愿者报名用的')
  const person = await people(context)
    .where('staff.unit_id', '=', unitId)
    .where('staff.staff_id', '=', staffId)
    .executeTakeFirst()
  if (person === undefined) return refuse(4044)
  const actor = actorOf(person)
  if (!onDuty(actor.staff, dayOf(context.clock.now()))) return refuse(4033)
  if (boundElsewhere(person, caller.openid))
    return refuse(4017, caller.openid === null ? '请在微信里打开，或用微信扫码登录网页' : undefined)
  if (await boundOnDuty(context, caller.openid, staffId)) return refuse(4098)
  const on = await keyed(context, actor.staff, device)
  const bound = await retried(context, async (trx) => {
    const head = await lockHead(trx, unitId)
    const invitation = await invitationNow(trx, unitId, invitationId)
    if (invitation === undefined || !usable(context, invitation)) return false
    // Two new phones at once: the second one finds somebody in the place, too.
    if (boundElsewhere(await personNow(trx, person), caller.openid)) return false
    await countUse(trx, invitation)
    await bindOpenid(context, trx, head, person, caller.openid)
    return true
  })
  return bound ? signedIn(context, actor, on, caller) : refuse(4014)
}

/** As it is under the unit's lock. */
function personNow(trx: Transaction<Tables>, { unit_id, staff_id }: Pick<StaffRow, 'unit_id' | 'staff_id'>) {
  return trx
    .selectFrom('staff')
    .select('openid')
    .where('unit_id', '=', unit_id)
    .where('staff_id', '=', staff_id)
    .executeTakeFirstOrThrow()
}
