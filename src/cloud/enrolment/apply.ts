import type { Context } from '#cloud/context'
import { type Result, refuse } from '#cloud/result'
import type { ApplicationAnswer } from '#contract/enrolment'
import type { SessionRequest } from '#contract/session'
import { boundOnDuty } from './bind-openid'
import { findInvitation } from './find-invitation'
import type { Caller } from './guesses'
import { register } from './register'

type Asked = Extract<SessionRequest, { action: 'apply' }>

/** Somebody asks to be taken as a volunteer. Asked twice from one device (the answer was lost) it is one application. */
export async function apply(
  context: Context,
  caller: Caller,
  { code, device, name, number, about }: Asked,
): Promise<Result<ApplicationAnswer>> {
  const found = await findInvitation(context, caller, code)
  if (!found.ok) return found
  if (found.answer.staff_id !== null) return refuse(4014, '这个邀请码是给本单位人员登录用的')
  const { openid } = caller
  if (await boundOnDuty(context, openid)) return refuse(4098)
  return register(context, { invitation: found.answer, name, number, about, device, openid, rebinds: null })
}
