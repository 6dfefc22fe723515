import type { Context } from '#cloud/context'
import type { SessionKind } from '#cloud/db/session-tables'
import { sha256 } from '#cloud/operations/canonical'
import type { DeviceId, SessionId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { dayOf, type Milliseconds } from '#domain/time'
import { type DeviceSeen, unknownDevice } from './device-seen'
import { issueAccess, newRefreshToken, newSessionId, type Tokens } from './tokens'

export interface Terms {
  readonly kind: SessionKind
  readonly sessionLives: Milliseconds
  readonly tokenLives: Milliseconds
  /** The types of operation that it may push, and nothing else. */
  readonly only?: readonly string[]
  readonly openid?: string | null
  readonly seen?: DeviceSeen
}

/**
 * A new session. One that this person had on the same device is over: there is one a device. Tokens are given to the device and kept
 * nowhere else.
 */
export async function openSession(
  context: Context,
  staff: Staff,
  device: DeviceId,
  { kind, sessionLives, tokenLives, only, openid = null, seen = unknownDevice }: Terms,
): Promise<Tokens & { readonly session: SessionId }> {
  const { db, clock } = context
  const now = clock.now()
  const session = newSessionId(context)
  const refresh = kind === 'web' ? newRefreshToken(context, staff.unitId, session) : null
  await db
    .updateTable('session')
    .set({ revoked_at: now })
    .where('unit_id', '=', staff.unitId)
    .where('staff_id', '=', staff.id)
    .where('device_id', '=', device)
    .where('revoked_at', 'is', null)
    .execute()
  await db
    .insertInto('session')
    .values({
      unit_id: staff.unitId,
      session_id: session,
      staff_id: staff.id,
      device_id: device,
      kind,
      ...seen,
      openid,
      opened_at: now,
      seen_on: dayOf(now),
      expires_at: now + sessionLives,
      revoked_at: null,
      only_types: only === undefined ? null : JSON.stringify(only),
      refresh_hash: null,
      next_hashes: JSON.stringify(refresh === null ? [] : [sha256(refresh)]),
    })
    .execute()
  const access = await issueAccess(context, { unit: staff.unitId, session }, tokenLives)
  return { session, ...access, refresh, sessionUntil: now + sessionLives }
}
