import type { Context } from '#cloud/context'
import { tryFirst } from '#cloud/demo/try-first'
import { ok, type Result, refuse } from '#cloud/result'
import type { PeopleAnswer, SignedInAnswer } from '#contract/session'
import type { DeviceId, SessionId, StaffId } from '#domain/ids'
import { onDuty, type Staff } from '#domain/staff'
import { dayOf } from '#domain/time'
import { recordKeyOf } from './account-key'
import { type Actor, actorOf, describe, people } from './authenticate'
import { type DeviceSeen, deviceSeen } from './device-seen'
import { openSession } from './open-session'
import { ACCESS_LIVES, issueAccess, SESSION_LIVES, type Tokens, WECHAT_TOKEN_LIVES } from './tokens'

/** Demo mode only: who can be played, of the units that were made for it; in service, as whoever is not would see nothing. */
export async function demoPeople(context: Context): Promise<Result<PeopleAnswer>> {
  if (context.config.mode !== 'demo') return refuse(4003)
  const rows = await people(context)
    .where('unit.demo', '=', true)
    .where('staff.service', '=', false)
    .orderBy('unit.unit_id')
    .orderBy('staff.staff_id')
    .execute()
  const today = dayOf(context.clock.now())
  return ok({
    people: rows
      .filter((row) => onDuty(actorOf(row).staff, today))
      .sort((a, b) => tryFirst({ unitId: a.unit_id, role: a.role }, { unitId: b.unit_id, role: b.role }))
      .map(({ staff_id: id, name, role, unit_name: unitName, grid_name: gridName }) => ({
        id,
        name,
        role,
        unitName,
        gridName,
      })),
  })
}

/** Demo mode only. A demonstration never opens a real unit, even where both stand in one database. */
export async function demoSignIn(
  context: Context,
  staffId: StaffId,
  device: DeviceId,
  visitor: Visitor,
): Promise<Result<Opened>> {
  if (context.config.mode !== 'demo') return refuse(4003)
  const row = await people(context)
    .where('staff.staff_id', '=', staffId)
    .where('unit.demo', '=', true)
    .where('staff.service', '=', false)
    .executeTakeFirst()
  if (row === undefined) return refuse(4044)
  const actor = actorOf(row)
  return signedIn(context, actor, await keyed(context, actor.staff, device), visitor)
}

/** On WeChat: as whom the runtime's OPENID is bound to. */
export async function wechatSignIn(context: Context, openid: string | null, device: DeviceId): Promise<Result<Opened>> {
  if (openid === null) return refuse(4012)
  const row = await people(context).where('staff.openid', '=', openid).executeTakeFirst()
  if (row === undefined) return refuse(4012)
  const actor = actorOf(row)
  if (!onDuty(actor.staff, dayOf(context.clock.now()))) return refuse(4033)
  const on = await keyed(context, actor.staff, device)
  return (await goneOn(context, actor, on, openid)) ?? signedIn(context, actor, on, { openid })
}

/** A session that was opened or renewed: what its device is told, and the tokens, which each host gives in its own way. */
export interface Opened {
  readonly body: SignedInAnswer
  readonly tokens: Tokens
}

/** A device with the key that is its own. Asked for before the session is written and before a code is used: see `recordKeyOf`. */
export interface KeyedDevice {
  readonly id: DeviceId
  readonly recordKey: string | null
}

export async function keyed(
  context: Context,
  account: Pick<Staff, 'unitId' | 'id'>,
  id: DeviceId,
): Promise<KeyedDevice> {
  return { id, recordKey: await recordKeyOf(context, account, id) }
}

export function openedAs(
  context: Context,
  actor: Actor,
  session: SessionId,
  { recordKey }: KeyedDevice,
  tokens: Tokens,
): Result<Opened> {
  return ok({
    body: {
      token: null,
      session,
      expiresAt: tokens.sessionUntil,
      demo: actor.demo,
      staff: describe(actor),
      recordKey,
      serverTime: context.clock.now(),
    },
    tokens,
  })
}

/** How somebody came: as whom WeChat's runtime knows, or from a browser. */
export interface Visitor {
  readonly openid: string | null
  readonly agent?: string | null
}

/** A new session of his. On WeChat it is his OPENID's, on the web the browser's. */
export async function signedIn(
  context: Context,
  actor: Actor,
  on: KeyedDevice,
  { openid, agent = null }: Visitor,
): Promise<Result<Opened>> {
  const terms =
    openid === null
      ? ({ kind: 'web', sessionLives: SESSION_LIVES, tokenLives: ACCESS_LIVES, seen: deviceSeen(agent) } as const)
      : ({
          kind: 'wechat',
          sessionLives: SESSION_LIVES,
          tokenLives: WECHAT_TOKEN_LIVES,
          openid,
          seen: onWechat,
        } as const)
  const { session, ...tokens } = await openSession(context, actor.staff, on.id, terms)
  return openedAs(context, actor, session, on, tokens)
}

/** WeChat's runtime says who calls, and not on what. */
const onWechat: DeviceSeen = { browser: 'wechat', system: 'other' }

/** WeChat's session of this device, if it lasts: the same goes on with a new token, for whoever it is was said by the runtime once more. */
async function goneOn(context: Context, actor: Actor, on: KeyedDevice, openid: string): Promise<Result<Opened> | null> {
  const now = context.clock.now()
  const row = await context.db
    .updateTable('session')
    .set({ seen_on: dayOf(now), expires_at: now + SESSION_LIVES })
    .where('unit_id', '=', actor.staff.unitId)
    .where('staff_id', '=', actor.staff.id)
    .where('device_id', '=', on.id)
    .where('openid', '=', openid)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('session_id')
    .executeTakeFirst()
  if (row === undefined) return null
  const named = { unit: actor.staff.unitId, session: row.session_id }
  const access = await issueAccess(context, named, WECHAT_TOKEN_LIVES)
  return openedAs(context, actor, named.session, on, { ...access, refresh: null, sessionUntil: now + SESSION_LIVES })
}
