import type { Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { sha256 } from '#cloud/operations/canonical'
import { lockHead } from '#cloud/operations/log'
import { SERVER, serverId } from '#cloud/operations/server-id'
import { ok, type Result, refuse } from '#cloud/result'
import { newToken } from '#cloud/session/tokens'
import type { ApplicationAnswer } from '#contract/enrolment'
import type { SessionRequest } from '#contract/session'
import type { OperationId } from '#domain/ids'
import { boundOnDuty } from './bind-openid'
import { findInvitation, type InvitationRow, usable } from './find-invitation'
import type { Caller } from './guesses'

type Asked = Extract<SessionRequest, { action: 'apply' }>

/**
 * Somebody asks to be taken as a volunteer. He gets a token by which his device, and no other, hears what became of it. Asked twice
 * from one device (the answer was lost) it is one application. The log says that somebody applied, and not who.
 */
export async function apply(context: Context, caller: Caller, asked: Asked): Promise<Result<ApplicationAnswer>> {
  const found = await findInvitation(context, caller, asked.code)
  if (!found.ok) return found
  const { unit_id: unitId, unit_name: unitName, staff_id: staffId } = found.answer
  if (staffId !== null) return refuse(4014, '这个邀请码是给本单位人员登录用的')
  if (await boundOnDuty(context, caller.openid)) return refuse(4098)
  const token = newToken(context, unitId)
  const appliedAt = await retried(context, (trx) => register(context, trx, caller, asked, found.answer, token))
  if (appliedAt === null) return refuse(4014)
  return ok({
    token,
    kind: 'volunteer',
    state: 'pending',
    unitName,
    name: asked.name,
    appliedAt,
    reason: null,
    from: null,
    to: null,
    number: null,
    serverTime: context.clock.now(),
  })
}

/** When it was asked first; null: somebody else used the code up meanwhile. */
async function register(
  context: Context,
  trx: Transaction<Tables>,
  { openid }: Caller,
  { device, name, number, about }: Asked,
  { unit_id: unitId, invitation_id: invitationId }: InvitationRow,
  token: string,
): Promise<number | null> {
  const head = await lockHead(trx, unitId)
  const before = await trx
    .selectFrom('application')
    .select(['application_id', 'applied_at'])
    .where('unit_id', '=', unitId)
    .where('state', '=', 'pending')
    .where('rebinds', 'is', null)
    .where(({ eb, or }) => or([eb('device_id', '=', device), ...(openid === null ? [] : [eb('openid', '=', openid)])]))
    .executeTakeFirst()
  const told = { name, number, about, device_id: device, openid, token_hash: sha256(token) }
  if (before !== undefined) {
    await trx
      .updateTable('application')
      .set(told)
      .where('unit_id', '=', unitId)
      .where('application_id', '=', before.application_id)
      .execute()
    return before.applied_at
  }
  const invitation = await invitationNow(trx, unitId, invitationId)
  if (invitation === undefined || !usable(context, invitation)) return null
  const id = serverId(context)
  const content = { type: 'volunteer.apply', applicationId: id, invitationId }
  const seq = await appendServerEntry(context, trx, head, { unitId, author: SERVER, type: content.type, id, content })
  const appliedAt = context.clock.now()
  await trx
    .insertInto('application')
    .values({
      ...told,
      unit_id: unitId,
      application_id: id,
      invitation_id: invitationId,
      applied_at: appliedAt,
      state: 'pending',
      seq,
    })
    .execute()
  await countUse(trx, invitation)
  return appliedAt
}

/** As it is under the unit's lock. */
export function invitationNow(trx: Transaction<Tables>, unitId: InvitationRow['unit_id'], id: OperationId) {
  return trx
    .selectFrom('invitation')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('invitation_id', '=', id)
    .executeTakeFirst()
}

export async function countUse(
  trx: Transaction<Tables>,
  { unit_id, invitation_id, used }: InvitationRow,
): Promise<void> {
  await trx
    .updateTable('invitation')
    .set({ used: used + 1 })
    .where('unit_id', '=', unit_id)
    .where('invitation_id', '=', invitation_id)
    .execute()
}
