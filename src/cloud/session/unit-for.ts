import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { lockHead } from '#cloud/operations/log'
import { ok, type Result, refuse } from '#cloud/result'
import type { UnitId } from '#domain/ids'
import { overseesUnits } from '#domain/staff'
import type { Actor } from './authenticate'

/** A unit that the person may ask about, the station that serves it and the street that it belongs to: what `can()` needs to know of it. */
export interface UnitAsked {
  readonly unitId: UnitId
  readonly stationId: UnitId | null
  /** The street that it belongs to; a street's own. */
  readonly streetId: UnitId | null
}

/** What was tried, as the log of the unit keeps it when it is refused. */
export interface Tried {
  readonly function: string
  readonly action: string
}

/**
 * The own unit, or one that the officer's station serves; what may be done there is the next question. An officer who asks for
 * another station's community is refused and the community's log says so (S25). Costs no statement where it is allowed, but one
 * for the street's people, whose units are too many to carry along.
 */
export async function unitFor(
  context: Context,
  { staff, serves, stationId, streetId, demo }: Actor,
  unitId: UnitId,
  tried: Tried,
): Promise<Result<UnitAsked>> {
  if (unitId === staff.unitId) return ok({ unitId, stationId, streetId })
  if (serves.some((served) => served.unitId === unitId)) return ok({ unitId, stationId: staff.unitId, streetId })
  if (overseesUnits(staff.role)) return unitOfStreet(context, staff.unitId, unitId, demo)
  if (staff.role !== 'police') return refuse(4031)
  const known = await context.db
    .selectFrom('unit')
    .select('unit_id')
    .where('unit_id', '=', unitId)
    .where('demo', '=', demo)
    .executeTakeFirst()
  // No unit, no log: nothing is written for a name that was made up.
  if (known === undefined) return refuse(4031)
  await retried(context, async (trx) => {
    await appendServerEntry(context, trx, await lockHead(trx, unitId), {
      unitId,
      author: staff.id,
      type: 'access.refused',
      content: { staff: staff.id, station: staff.unitId, ...tried },
    })
  })
  return refuse(4035)
}

async function unitOfStreet(
  { db }: Context,
  streetId: UnitId,
  unitId: UnitId,
  demo: boolean,
): Promise<Result<UnitAsked>> {
  const found = await db
    .selectFrom('unit')
    .select('station_id')
    .where('unit_id', '=', unitId)
    .where('street_id', '=', streetId)
    .where('demo', '=', demo)
    .executeTakeFirst()
  return found === undefined ? refuse(4031) : ok({ unitId, stationId: found.station_id, streetId })
}
