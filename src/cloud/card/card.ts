import type { Context } from '#cloud/context'
import { sha256 } from '#cloud/operations/canonical'
import { staffOf } from '#cloud/operations/working-set'
import { ok, type Result, refuse } from '#cloud/result'
import { unitOfToken } from '#cloud/session/tokens'
import type { CardAnswer, CardCodeAnswer } from '#contract/card'
import { onDuty, type Staff } from '#domain/staff'
import { dayOf, MINUTE, type Milliseconds } from '#domain/time'

/** Long enough to hold a phone out and have it scanned, too short for a photograph of it to be of use. */
const LIFETIME: Milliseconds = 10 * MINUTE

/** A new code for the person's own card. 128 bits drawn at random: there is nothing to count through. Codes that are over go. */
export async function cardCode(context: Context, staff: Staff): Promise<Result<CardCodeAnswer>> {
  const { db, clock, random } = context
  const now = clock.now()
  const code = `${staff.unitId}.${Buffer.from(random.bytes(16)).toString('base64url')}`
  const expiresAt = now + LIFETIME
  await db
    .deleteFrom('card')
    .where('unit_id', '=', staff.unitId)
    .where('staff_id', '=', staff.id)
    .where('expires_at', '<=', now)
    .execute()
  await db
    .insertInto('card')
    .values({ unit_id: staff.unitId, code_hash: sha256(code), staff_id: staff.id, expires_at: expiresAt })
    .execute()
  return ok({ code, expiresAt, serverTime: now })
}

/**
 * Unit, number, and whether he is in service now: neither name nor anything that he did. Wrong codes are not counted: of 128 bits
 * nobody guesses one, and who shows expired ones to a camera must not use up the guesses of those who type invitations.
 */
export async function readCard({ db, clock }: Context, code: string): Promise<Result<CardAnswer>> {
  const unit = unitOfToken(code)
  if (unit === null) return refuse(4013, '这个二维码不对，请对方重新出示')
  const now = clock.now()
  const row = await db
    .selectFrom('card')
    .innerJoin('staff', (join) =>
      join.onRef('staff.unit_id', '=', 'card.unit_id').onRef('staff.staff_id', '=', 'card.staff_id'),
    )
    .innerJoin('unit', 'unit.unit_id', 'card.unit_id')
    .selectAll('staff')
    .select('unit.name as unitName')
    .where('card.unit_id', '=', unit)
    .where('card.code_hash', '=', sha256(code))
    .where('card.expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined) return refuse(4013, '这个二维码已过期或不对，请对方重新出示')
  const { unitName, ...staff } = row
  return ok({ unitName, number: staff.number, onDuty: onDuty(staffOf(staff), dayOf(now)), serverTime: now })
}
