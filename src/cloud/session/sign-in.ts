import type { Context } from '#cloud/context'
import { tryFirst } from '#cloud/demo/try-first'
import { ok, type Result, refuse } from '#cloud/result'
import type { PeopleAnswer, SignedInAnswer } from '#contract/session'
import type { DeviceId, StaffId } from '#domain/ids'
import { onDuty } from '#domain/staff'
import { dayOf } from '#domain/time'
import { type Actor, actorOf, describe, people } from './authenticate'
import { openSession } from './tokens'

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
): Promise<Result<SignedInAnswer>> {
  if (context.config.mode !== 'demo') return refuse(4003)
  const row = await people(context)
    .where('staff.staff_id', '=', staffId)
    .where('unit.demo', '=', true)
    .where('staff.service', '=', false)
    .executeTakeFirst()
  return row === undefined ? refuse(4044) : signedIn(context, actorOf(row), device)
}

/** On WeChat: as whom the runtime's OPENID is bound to. */
export async function wechatSignIn(
  context: Context,
  openid: string | null,
  device: DeviceId,
): Promise<Result<SignedInAnswer>> {
  if (openid === null) return refuse(4012)
  const row = await people(context).where('staff.openid', '=', openid).executeTakeFirst()
  if (row === undefined) return refuse(4012)
  const actor = actorOf(row)
  if (!onDuty(actor.staff, dayOf(context.clock.now()))) return refuse(4033)
  return signedIn(context, actor, device)
}

/** A new session of his, told to his device. */
export async function signedIn(context: Context, actor: Actor, device: DeviceId): Promise<Result<SignedInAnswer>> {
  const { token, expiresAt } = await openSession(context, actor.staff, device)
  return ok({ token, expiresAt, demo: actor.demo, staff: describe(actor), serverTime: context.clock.now() })
}
