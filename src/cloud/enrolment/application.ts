import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import { sha256 } from '#cloud/operations/canonical'
import { lockHead } from '#cloud/operations/log'
import { ok, type Result, refuse } from '#cloud/result'
import { actorOf, people } from '#cloud/session/authenticate'
import { keyed, type Opened, signedIn, type Visitor } from '#cloud/session/sign-in'
import { unitOfToken } from '#cloud/session/tokens'
import type { ApplicationAnswer } from '#contract/enrolment'
import type { DeviceId } from '#domain/ids'
import { onDuty } from '#domain/staff'
import { dayOf, MINUTE, type Milliseconds } from '#domain/time'
import { bindOpenid, boundOnDuty } from './bind-openid'

/** The token opens one session; so long it opens it again, for the answer may have been lost. */
const COMES_AGAIN: Milliseconds = 10 * MINUTE

/** What became of it, to the device that applied; on WeChat also to the person without the token. */
export async function application(
  context: Context,
  token: string | null,
  openid: string | null,
): Promise<Result<ApplicationAnswer>> {
  const row = await findApplication(context, token, openid)
  if (row === undefined) return refuse(4015)
  return ok({
    token: null,
    kind: row.rebinds === null ? 'volunteer' : 'rebinding',
    state: row.state,
    unitName: row.unit_name,
    name: row.name,
    appliedAt: row.applied_at,
    reason: row.reason,
    from: row.from_day,
    to: row.to_day,
    number: row.staff_number,
    serverTime: context.clock.now(),
  })
}

/** Opens the volunteer's session on the device that applied; on WeChat the OPENID is bound to him from here on. */
export async function enter(
  context: Context,
  token: string | null,
  visitor: Visitor,
  device: DeviceId,
): Promise<Result<Opened>> {
  const { openid } = visitor
  const row = await findApplication(context, token, openid)
  if (row === undefined || (openid === null && row.device_id !== device)) return refuse(4015)
  const { unit_id: unitId, staff_id: staffId } = row
  if (row.state !== 'approved' || staffId === null) return refuse(4016, row.reason ?? undefined)
  const now = context.clock.now()
  if (row.entered_at !== null && row.entered_at < now - COMES_AGAIN) return refuse(4015)
  const person = await people(context)
    .where('staff.unit_id', '=', unitId)
    .where('staff.staff_id', '=', staffId)
    .executeTakeFirst()
  if (person === undefined) return refuse(4044)
  const actor = actorOf(person)
  if (!onDuty(actor.staff, dayOf(now))) return refuse(4033, notYet(actor.staff.from, now))
  if (await boundOnDuty(context, openid, staffId)) return refuse(4098)
  const on = await keyed(context, actor.staff, device)
  await retried(context, async (trx) => {
    const head = await lockHead(trx, unitId)
    await bindOpenid(context, trx, head, { unit_id: unitId, staff_id: staffId }, openid)
    await trx
      .updateTable('application')
      .set({ entered_at: row.entered_at ?? now })
      .where('unit_id', '=', unitId)
      .where('application_id', '=', row.application_id)
      .execute()
  })
  return signedIn(context, actor, on, visitor)
}

/** A volunteer whose first day lies ahead hears which one it is. */
function notYet(from: string | null, now: Milliseconds): string | undefined {
  return from !== null && from > dayOf(now) ? `服务从 ${from} 开始，到那天再进入` : undefined
}

async function findApplication({ db }: Context, token: string | null, openid: string | null) {
  const unit = token === null ? null : unitOfToken(token)
  if (unit === null && openid === null) return undefined
  let found = db
    .selectFrom('application')
    .innerJoin('unit', 'unit.unit_id', 'application.unit_id')
    .leftJoin('staff', (join) =>
      join.onRef('staff.unit_id', '=', 'application.unit_id').onRef('staff.staff_id', '=', 'application.staff_id'),
    )
    .selectAll('application')
    .select(['unit.name as unit_name', 'staff.from_day', 'staff.to_day', 'staff.number as staff_number'])
    .orderBy('application.applied_at', 'desc')
    .limit(1)
  if (unit !== null && token !== null)
    found = found.where('application.unit_id', '=', unit).where('application.token_hash', '=', sha256(token))
  // A token is worth something only in the hands of the person it was given to.
  if (openid !== null) found = found.where('application.openid', '=', openid)
  return found.executeTakeFirst()
}
