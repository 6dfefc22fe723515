import type { Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { sha256 } from '#cloud/operations/canonical'
import { lockHead } from '#cloud/operations/log'
import { SERVER, serverId } from '#cloud/operations/server-id'
import { type StaffRow, staffOf } from '#cloud/operations/working-set'
import { ok, type Result, refuse } from '#cloud/result'
import { sameSecret } from '#cloud/same-secret'
import { newToken } from '#cloud/session/tokens'
import type { ApplicationAnswer } from '#contract/enrolment'
import type { DeviceId } from '#domain/ids'
import { onDuty } from '#domain/staff'
import { dayOf, type Milliseconds } from '#domain/time'
import { countUse, invitationNow } from './apply'
import { boundOnDuty } from './bind-openid'
import { findInvitation, type InvitationRow, usable } from './find-invitation'
import type { Caller } from './guesses'

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
  const { unit_id: unitId, unit_name: unitName, staff_id: staffId } = found.answer
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
  const token = newToken(context, unitId)
  const asked = { device_id: device, openid, token_hash: sha256(token) }
  const appliedAt = await retried(context, (trx) => register(context, trx, found.answer, person, asked))
  if (appliedAt === null) return refuse(4014)
  return ok({
    token,
    kind: 'rebinding',
    state: 'pending',
    unitName,
    name: person.name,
    appliedAt,
    reason: null,
    from: null,
    to: null,
    number: null,
    serverTime: context.clock.now(),
  })
}

/** When it was asked first; null: the code was used up meanwhile. */
async function register(
  context: Context,
  trx: Transaction<Tables>,
  { unit_id: unitId, invitation_id: invitationId }: InvitationRow,
  person: StaffRow,
  asked: { readonly device_id: DeviceId; readonly openid: string; readonly token_hash: string },
): Promise<Milliseconds | null> {
  const head = await lockHead(trx, unitId)
  const before = await trx
    .selectFrom('application')
    .select(['application_id', 'applied_at'])
    .where('unit_id', '=', unitId)
    .where('rebinds', '=', person.staff_id)
    .where('openid', '=', asked.openid)
    .where('state', '=', 'pending')
    .executeTakeFirst()
  if (before !== undefined) {
    await trx
      .updateTable('application')
      .set(asked)
      .where('unit_id', '=', unitId)
      .where('application_id', '=', before.application_id)
      .execute()
    return before.applied_at
  }
  const invitation = await invitationNow(trx, unitId, invitationId)
  if (invitation === undefined || !usable(context, invitation)) return null
  const id = serverId(context)
  const content = { type: 'binding.ask', applicationId: id, invitationId, staffId: person.staff_id }
  const entry = { unitId, author: SERVER, type: content.type, id, subject: person.staff_id, content }
  const seq = await appendServerEntry(context, trx, head, entry)
  const appliedAt = context.clock.now()
  await trx
    .insertInto('application')
    .values({
      ...asked,
      unit_id: unitId,
      application_id: id,
      invitation_id: invitationId,
      name: person.name,
      number: person.number,
      about: null,
      applied_at: appliedAt,
      state: 'pending',
      rebinds: person.staff_id,
      seq,
    })
    .execute()
  await countUse(trx, invitation)
  return appliedAt
}
