import type { Selectable } from 'kysely'
import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { insertRows } from '#cloud/db/insert-rows'
import type { Tables } from '#cloud/db/tables'
import { applyPush } from '#cloud/operations/apply-push'
import { staffOf } from '#cloud/operations/working-set'
import type { OperationType } from '#contract/operation'
import { PROTOCOL } from '#contract/protocol'
import { operationId } from '#contract/scalars'
import type { DeviceId, OperationId, UnitId } from '#domain/ids'
import { HOUR } from '#domain/time'
import { type Random, seededUuid } from './random'
import type { TownPerson } from './town'

/** One operation at the context's time, by the very function that takes a device's. What is refused would make the demonstration a lie. */
export function pushAs(context: Context, unit: UnitId, rng: Random) {
  return async (person: TownPerson, type: OperationType, body: object): Promise<OperationId> => {
    const at = context.clock.now()
    const device: DeviceId = person.device
    const id = v.parse(operationId, seededUuid(at, rng))
    const operation = { id, unit, author: person.id, device, at, elapsed: HOUR, offset: 0, type, body }
    const staff = staffOf({
      staff_id: person.id,
      unit_id: person.unitId,
      name: person.name,
      role: person.role,
      number: person.number,
      scope: person.scope,
      from_day: person.from,
      to_day: person.to,
      active: person.active,
      roster_key: null,
      openid: null,
    })
    const request = { action: 'push' as const, protocol: PROTOCOL, unit, device, pending: 0, operations: [operation] }
    const [outcome] = await applyPush(context, staff, request)
    if (outcome?.kind !== 'applied') throw new Error(`${type} of the demonstration: ${JSON.stringify(outcome)}`)
    return id
  }
}

export type DeviceRow = Selectable<Tables['device']>

/** Devices spoke today; what is said in the past meanwhile must not make them silent since. `seed` gives those that it added. */
export async function keepingDevices(context: Context, seed: () => Promise<readonly DeviceRow[]>): Promise<void> {
  const devices = await context.db.selectFrom('device').selectAll().execute()
  const added = await seed()
  await context.db.deleteFrom('device').execute()
  await insertRows(context.db, 'device', [...devices, ...added])
}
