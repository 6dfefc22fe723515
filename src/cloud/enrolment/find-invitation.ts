import type { Selectable } from 'kysely'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import { ok, type Result, refuse } from '#cloud/result'
import { stateOfInvitation } from '#domain/invitation'
import { codeHash } from './code-hash'
import { type Caller, countGuess, takeBackGuess } from './guesses'

export type InvitationRow = Selectable<Tables['invitation']>
type Found = InvitationRow & {
  readonly unit_name: string
  readonly demo: boolean
  readonly staff_name: string | null
  readonly staff_openid: string | null
}

/** The invitation that a code belongs to, if it can still be used; a wrong code is a guess. */
export async function findInvitation(context: Context, caller: Caller, code: string): Promise<Result<Found>> {
  const guess = await countGuess(context, caller)
  if (!guess.ok) return guess
  const found = await context.db
    .selectFrom('invitation')
    .innerJoin('unit', 'unit.unit_id', 'invitation.unit_id')
    .leftJoin('staff', (join) =>
      join.onRef('staff.unit_id', '=', 'invitation.unit_id').onRef('staff.staff_id', '=', 'invitation.staff_id'),
    )
    .selectAll('invitation')
    .select(['unit.name as unit_name', 'unit.demo', 'staff.name as staff_name', 'staff.openid as staff_openid'])
    .where('invitation.code_hash', '=', await codeHash(code))
    .executeTakeFirst()
  if (found === undefined) return refuse(4013)
  await takeBackGuess(context, caller)
  return usable(context, found) ? ok(found) : refuse(4014)
}

export function usable({ clock }: Pick<Context, 'clock'>, row: InvitationRow): boolean {
  const { expires_at: expiresAt, revoked_at: revokedAt, uses, used } = row
  return stateOfInvitation({ expiresAt, revokedAt, uses, used }, clock.now()) === 'open'
}
