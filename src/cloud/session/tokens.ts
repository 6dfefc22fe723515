import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { sha256 } from '#cloud/operations/canonical'
import { unitId } from '#contract/scalars'
import type { DeviceId, UnitId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { DAY, type Milliseconds } from '#domain/time'

const LIFETIME = 30 * DAY

/** `<unit>.<secret>`: by its unit a token is looked up in one shard. The unit alone proves nothing, and a wrong one finds nothing. */
export function unitOfToken(token: string): UnitId | null {
  const parsed = v.safeParse(unitId, token.slice(0, token.indexOf('.')))
  return parsed.success ? parsed.output : null
}

export function newToken({ random }: Pick<Context, 'random'>, unit: UnitId): string {
  return `${unit}.${Buffer.from(random.bytes(32)).toString('base64url')}`
}

/** What a session that no person opened is good for, and how long. */
export interface SessionLimits {
  readonly only: readonly string[]
  readonly lifetime: Milliseconds
}

/** A new session. The token itself is given to the device and kept nowhere else: the table has its SHA-256. */
export async function openSession(
  context: Context,
  staff: Staff,
  deviceId: DeviceId,
  limits: SessionLimits | null = null,
): Promise<{ readonly token: string; readonly expiresAt: Milliseconds }> {
  const token = newToken(context, staff.unitId)
  const openedAt = context.clock.now()
  const expiresAt = openedAt + (limits?.lifetime ?? LIFETIME)
  await context.db
    .insertInto('session')
    .values({
      token_hash: sha256(token),
      unit_id: staff.unitId,
      staff_id: staff.id,
      device_id: deviceId,
      opened_at: openedAt,
      expires_at: expiresAt,
      revoked_at: null,
      only_types: limits === null ? null : JSON.stringify(limits.only),
    })
    .execute()
  return { token, expiresAt }
}

export async function closeSession(context: Context, token: string): Promise<void> {
  const unit = unitOfToken(token)
  if (unit === null) return
  await context.db
    .updateTable('session')
    .set({ revoked_at: context.clock.now() })
    .where('unit_id', '=', unit)
    .where('token_hash', '=', sha256(token))
    .where('revoked_at', 'is', null)
    .execute()
}
