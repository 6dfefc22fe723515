import type { Selectable, Transaction } from 'kysely'
import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { lockHead } from '#cloud/operations/log'
import { nextNumber } from '#cloud/operations/next-number'
import { SERVER, serverId } from '#cloud/operations/server-id'
import { staffOf } from '#cloud/operations/working-set'
import { deviceId, staffId } from '#contract/scalars'
import type { StaffId, UnitId } from '#domain/ids'
import { DAY, type Milliseconds } from '#domain/time'
import { openSession } from './open-session'

/** All that another system may do with a station's key. */
const ONLY = ['alert.enter']
const LIFETIME = 365 * DAY

export interface StationKey {
  /** Given out once; the table has its SHA-256. */
  readonly token: string
  /** The author that its operations name. */
  readonly staffId: StaffId
  /** `API-001`: how the system is called in the log. */
  readonly number: string
  readonly expiresAt: Milliseconds
}

export type StationKeyRefusal = 'no-station' | 'has-one' | 'has-none'

/** A key by which another system enters a station's alerts. It is an author like an officer, but nobody who is sent or told. */
export async function openStationKey(
  context: Context,
  station: UnitId,
  name: string,
): Promise<StationKey | StationKeyRefusal> {
  return retried(context, async (trx) => {
    if (!(await isStation(trx, station))) return 'no-station'
    const head = await lockHead(trx, station)
    const services = await servicesOf(trx, station)
    if (services.some((row) => row.name === name && row.active)) return 'has-one'
    const count = nextNumber(
      `${station}-api`,
      services.map(({ staff_id }) => staff_id),
    )
    const row: Selectable<Tables['staff']> = {
      unit_id: station,
      staff_id: v.parse(staffId, `${station}-api${count}`),
      name,
      role: 'police',
      number: `API-${String(count).padStart(3, '0')}`,
      scope: { kind: 'none' },
      from_day: null,
      to_day: null,
      active: true,
      service: true,
      roster_key: null,
      openid: null,
    }
    await trx
      .insertInto('staff')
      .values({ ...row, scope: JSON.stringify(row.scope) })
      .execute()
    const device = v.parse(deviceId, serverId(context))
    const terms = { kind: 'key', sessionLives: LIFETIME, tokenLives: LIFETIME, only: ONLY } as const
    const session = await openSession({ ...context, db: trx }, staffOf(row), device, terms)
    const content = { type: 'station-key.open', staffId: row.staff_id, number: row.number, name }
    await appendServerEntry(context, trx, head, { unitId: station, author: SERVER, type: content.type, content })
    return { token: session.access, expiresAt: session.sessionUntil, staffId: row.staff_id, number: row.number }
  })
}

/** Ends it at once. What it entered stays, with its name. */
export async function revokeStationKey(
  context: Context,
  station: UnitId,
  name: string,
): Promise<'revoked' | StationKeyRefusal> {
  return retried(context, async (trx) => {
    if (!(await isStation(trx, station))) return 'no-station'
    const head = await lockHead(trx, station)
    const row = (await servicesOf(trx, station)).find((service) => service.name === name && service.active)
    if (row === undefined) return 'has-none'
    const ofKey = { unit: station, staff: row.staff_id }
    await trx
      .updateTable('session')
      .set({ revoked_at: context.clock.now() })
      .where('unit_id', '=', ofKey.unit)
      .where('staff_id', '=', ofKey.staff)
      .where('revoked_at', 'is', null)
      .execute()
    await trx
      .updateTable('staff')
      .set({ active: false })
      .where('unit_id', '=', ofKey.unit)
      .where('staff_id', '=', ofKey.staff)
      .execute()
    const content = { type: 'station-key.revoke', staffId: row.staff_id, number: row.number, name }
    await appendServerEntry(context, trx, head, { unitId: station, author: SERVER, type: content.type, content })
    return 'revoked'
  })
}

async function isStation(trx: Transaction<Tables>, unit: UnitId): Promise<boolean> {
  const found = await trx
    .selectFrom('unit')
    .select('unit_id')
    .where('unit_id', '=', unit)
    .where('kind', '=', 'station')
    .executeTakeFirst()
  return found !== undefined
}

function servicesOf(trx: Transaction<Tables>, station: UnitId) {
  return trx.selectFrom('staff').selectAll().where('unit_id', '=', station).where('service', '=', true).execute()
}
