import type { Context } from '#cloud/context'
import { type StaffRow, staffOf } from '#cloud/operations/working-set'
import { type Result, refuse } from '#cloud/result'
import { sameSecret } from '#cloud/same-secret'
import type { ApplicationAnswer } from '#contract/enrolment'
import type { DeviceId } from '#domain/ids'
import { onDuty } from '#domain/staff'
import { dayOf } from '#domain/time'
import { boundOnDuty } from './bind-openid'
import { findInvitation } from './find-invitation'
import type { Caller } from './guesses'
import { register } from './register'

/** Bound to another WeChat than this one. On the web nobody is any WeChat. */
export function boundElsewhere(person: Pick<StaffRow, 'openid'>, openid: string | null): boolean {
  return person.openid !== null && (openid === null || !sameSecret(openid, person.openid))
}

/**
 * A person with a new phone or WeChat asks for his own place (F21). His code alone is not enough, for somebody is in that place: until
 * somebody else says yes, nothing of it changes. Asked again by another code it is one request.
 */
export async function askRebinding(
  context: Context,
  caller: Caller,
  { code, device }: { readonly code: string; readonly device: DeviceId },
): Promise<Result<ApplicationAnswer>> {
  const found = await findInvitation(context, caller, code)
  if (!found.ok) return found
  const { unit_id: unitId, staff_id: staffId } = found.answer
  if (staffId === null) return refuse(4014, '这个邀请码是给志愿者报名用的')
  const { openid } = caller
  if (openid === null) return refuse(4093, '换绑请在微信里打开')
  const person = await context.db
    .selectFrom('staff')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('staff_id', '=', staffId)
    .executeTakeFirst()
  if (person === undefined) return refuse(4044)
  if (!onDuty(staffOf(person), dayOf(context.clock.now()))) return refuse(4033)
  if (!boundElsewhere(person, openid)) return refuse(4093, '这个账号没有绑定别的微信，请直接进入')
  if (await boundOnDuty(context, openid, staffId)) return refuse(4098)
  const { name, number } = person
  return register(context, {
    ...{ invitation: found.answer, name, number, about: null, device, openid },
    rebinds: person.staff_id,
  })
}
