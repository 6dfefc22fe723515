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
import type { DeviceId, StaffId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import { type InvitationRow, usable } from './find-invitation'
import { countUse, invitationNow } from './use-invitation'

/** What somebody asks for by a code, and what waits then for another one's yes. */
interface Asking {
  readonly invitation: InvitationRow & { readonly unit_name: string }
  readonly name: string
  readonly number: string | null
  readonly about: string | null
  readonly device: DeviceId
  readonly openid: string | null
  /** The person whose other WeChat this is; null: somebody who wants to be a volunteer. */
  readonly rebinds: StaffId | null
}

/**
 * He gets a token by which his device, and no other, hears what became of it. Asked again while it is pending it is one application, told
 * anew. The log says that somebody asked, and of a volunteer not who.
 */
export async function register(context: Context, asking: Asking): Promise<Result<ApplicationAnswer>> {
  const { invitation, name, rebinds } = asking
  const token = newToken(context, invitation.unit_id)
  const appliedAt = await retried(context, (trx) => store(context, trx, asking, token))
  if (appliedAt === null) return refuse(4014)
  return ok({
    token,
    kind: rebinds === null ? 'volunteer' : 'rebinding',
    state: 'pending',
    unitName: invitation.unit_name,
    name,
    appliedAt,
    reason: null,
    from: null,
    to: null,
    number: null,
    serverTime: context.clock.now(),
  })
}

/** When it was asked first; null: the code was used up meanwhile. */
async function store(
  context: Context,
  trx: Transaction<Tables>,
  {
    invitation: { unit_id: unitId, invitation_id: invitationId },
    rebinds,
    name,
    number,
    about,
    device,
    openid,
  }: Asking,
  token: string,
): Promise<Milliseconds | null> {
  const head = await lockHead(trx, unitId)
  const before = await trx
    .selectFrom('application')
    .select(['application_id', 'applied_at'])
    .where('unit_id', '=', unitId)
    .where('state', '=', 'pending')
    .where('rebinds', rebinds === null ? 'is' : '=', rebinds)
    // Another WeChat is asked for by that WeChat alone, from whatever device.
    .where(({ eb, or }) =>
      or([
        ...(rebinds === null ? [eb('device_id', '=', device)] : []),
        ...(openid === null ? [] : [eb('openid', '=', openid)]),
      ]),
    )
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
  const type = rebinds === null ? 'volunteer.apply' : 'binding.ask'
  const whose = rebinds === null ? {} : { staffId: rebinds }
  const content = { type, applicationId: id, invitationId, ...whose }
  const entry = { unitId, author: SERVER, type, id, content, ...(rebinds === null ? {} : { subject: rebinds }) }
  const seq = await appendServerEntry(context, trx, head, entry)
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
      rebinds,
      seq,
    })
    .execute()
  await countUse(trx, invitation)
  return appliedAt
}
