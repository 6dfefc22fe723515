import { type RawBuilder, sql } from 'kysely'
import type { DeviceId, StaffId, UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import type { Write } from './bulk'

export interface DeviceWord {
  readonly unitId: UnitId
  readonly deviceId: DeviceId
  readonly staffId: StaffId
  readonly at: Milliseconds
  /** Records it still holds. */
  readonly pending: number
}

/**
 * What a device says of itself with each push and pull. `empty_at` is when it last held nothing, its first word if it never did:
 * no record it holds now is older, so no day before that waits for it.
 */
export function hearDevice(word: DeviceWord): Write {
  const { unitId, deviceId, staffId, at, pending } = word
  const statement = sql`insert into device as known (unit_id, device_id, staff_id, seen_at, pending, empty_at)
    values (${unitId}, ${deviceId}, ${staffId}, ${at}::bigint, ${pending}::integer, ${at}::bigint) ${known}`
  return { statement, routed: null, alone: true }
}

/**
 * The same of somebody whom the statement itself finds: `who` is a query of one column, and of nobody nothing is heard. A statement by itself, whose
 * commit waits for no disk: a power cut may lose what devices said in the half second before it, and each says it again with its next call.
 */
export function hearDeviceOf(
  { unitId, deviceId, at, pending }: Omit<DeviceWord, 'staffId'>,
  who: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`insert into device as known (unit_id, device_id, staff_id, seen_at, pending, empty_at)
    select ${unitId}, ${deviceId}, who.staff_id, ${at}::bigint, ${pending}::integer, ${at}::bigint from (${who}) as who (staff_id),
      set_config('synchronous_commit', 'off', true) ${known}`
}

const known = sql`on conflict (unit_id, device_id) do update set staff_id = excluded.staff_id, seen_at = excluded.seen_at, pending = excluded.pending,
      empty_at = case when excluded.pending = 0 then excluded.seen_at else known.empty_at end`
