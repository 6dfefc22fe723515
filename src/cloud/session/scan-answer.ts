import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { sha256 } from '#cloud/operations/canonical'
import { ok, type Result, refuse } from '#cloud/result'
import type { ScanAnsweredAnswer, ScanLookAnswer } from '#contract/scan'
import type { SessionRequest } from '#contract/session'
import { SECOND } from '#domain/time'
import { type Actor, requireDuty } from './authenticate'

const COMES_FOR_IT = 15 * SECOND

/** Whom the scanned code would let in, for somebody in service who is about to say yes or no. */
export async function lookAtScan(context: Context, actor: Actor, scan: string): Promise<Result<ScanLookAnswer>> {
  const duty = requireDuty(context, actor)
  if (!duty.ok) return duty
  const now = context.clock.now()
  const ticket = await ticketOf(context, scan)
  if (ticket === undefined || ticket.expires_at <= now) return refuse(4100)
  if (ticket.state !== 'waiting') return refuse(4101)
  const { browser, system, address, compare, opened_at: openedAt, expires_at: expiresAt } = ticket
  return ok({ browser, system, address, compare, openedAt, expiresAt, serverTime: now })
}

type Answer = Extract<SessionRequest, { action: 'scan-answer' }>

/**
 * Lets the browser in as oneself, or not; the first answer stands. Whom WeChat knows says so there: a browser that was left open lets no
 * other browser in. Where a street has no mini program, nobody has an OPENID, and a phone's browser does it.
 */
export async function answerScan(
  context: Context,
  actor: Actor,
  { openid }: { readonly openid: string | null },
  { scan, allow }: Answer,
): Promise<Result<ScanAnsweredAnswer>> {
  const duty = requireDuty(context, actor)
  if (!duty.ok) return duty
  const { db, clock } = context
  const now = clock.now()
  const { id, unitId } = duty.answer
  if (allow && openid === null && (await knownByWechat(context, actor))) return refuse(4030, '请在微信小程序里同意')
  const answered = await db
    .updateTable('scan_ticket')
    .set({
      state: allow ? 'allowed' : 'refused',
      unit_id: unitId,
      staff_id: id,
      // Said in the last second: the browser still asks once more.
      expires_at: sql`greatest(expires_at, ${now + COMES_FOR_IT}::bigint)`,
    })
    .where('scan_hash', '=', sha256(scan))
    .where('state', '=', 'waiting')
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (answered.numUpdatedRows > 0n) return ok({ allowed: allow, serverTime: now })
  const ticket = await ticketOf(context, scan)
  return refuse(ticket === undefined || ticket.state === 'waiting' ? 4100 : 4101)
}

function ticketOf({ db }: Context, scan: string) {
  return db.selectFrom('scan_ticket').selectAll().where('scan_hash', '=', sha256(scan)).executeTakeFirst()
}

async function knownByWechat({ db }: Context, { staff }: Actor): Promise<boolean> {
  const row = await db
    .selectFrom('staff')
    .select('openid')
    .where('unit_id', '=', staff.unitId)
    .where('staff_id', '=', staff.id)
    .executeTakeFirst()
  return row !== undefined && row.openid !== null
}
