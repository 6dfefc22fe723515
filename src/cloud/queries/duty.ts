import type { Selectable } from 'kysely'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import { ok, type Result, refuse } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { DutyAnswer } from '#contract/case-query'
import type { QueryRequest } from '#contract/query'
import { inScope } from '#domain/authorisation'
import { everyoneOf, teamOf } from '#domain/dissuasion'
import type { StaffId } from '#domain/ids'
import { onDuty } from '#domain/staff'
import { dayOf } from '#domain/time'
import { devicesOf } from './devices'
import { permit } from './permit'

/** Who can be sent to a case: on duty, working in its building, with the fewest open cases first. */
export async function duty(
  context: Context,
  { staff, unitId, stationId }: Viewer,
  request: Extract<QueryRequest, { action: 'duty' }>,
): Promise<Result<DutyAnswer>> {
  const refused = permit(context, staff, 'dissuasion.dispatch', { unitId, station: stationId })
  if (refused) return refused
  const { db } = context
  const found = await db
    .selectFrom('dissuasion')
    .leftJoin('building', (join) =>
      join
        .onRef('building.unit_id', '=', 'dissuasion.unit_id')
        .onRef('building.building_id', '=', 'dissuasion.building_id'),
    )
    .select(['building.building_id as id', 'building.grid_id as gridId'])
    .where('dissuasion.unit_id', '=', unitId)
    .where('case_id', '=', request.id)
    .executeTakeFirst()
  if (found === undefined) return refuse(4045)
  const sent = await db
    .selectFrom('dissuasion')
    .select('standing')
    .where('unit_id', '=', unitId)
    .where('state', 'in', ['dispatched', 'accepted', 'submitted'])
    .execute()
  const people = await db
    .selectFrom('staff')
    .selectAll()
    .where('unit_id', 'in', stationId === null ? [unitId] : [unitId, stationId])
    .where('active', '=', true)
    .where('service', '=', false)
    .orderBy('staff_id')
    .execute()
  const devices = await devicesOf(db, unitId)

  const now = context.clock.now()
  const building = found.id === null ? null : { id: found.id, gridId: found.gridId }
  const busy = sent.map(({ standing }) => teamOf(standing)).flatMap((team) => (team === null ? [] : everyoneOf(team)))
  const loadOf = (id: StaffId) => busy.filter((one) => one === id).length
  const seenAt = (id: StaffId) =>
    devices.reduce<number | null>(
      (last, device) => (device.staffId === id ? Math.max(last ?? 0, device.seenAt) : last),
      null,
    )
  const serving = (row: PersonRow) => onDuty({ active: row.active, from: row.from_day, to: row.to_day }, dayOf(now))
  return ok({
    people: people
      .filter(({ unit_id, role }) => unit_id === unitId && (role === 'grid' || role === 'volunteer'))
      .map((row) => ({
        ...named(row),
        near: building !== null && inScope({ scope: row.scope }, building),
        load: loadOf(row.staff_id),
        seenAt: seenAt(row.staff_id),
        onDuty: serving(row),
      }))
      .sort(
        (a, b) =>
          Number(b.onDuty) - Number(a.onDuty) || Number(b.near) - Number(a.near) || a.load - b.load || byId(a, b),
      ),
    officers: people
      .filter((row) => row.unit_id === stationId && row.role === 'police' && serving(row))
      .map((row) => ({ ...named(row), load: loadOf(row.staff_id) }))
      .sort((a, b) => a.load - b.load || byId(a, b)),
    asOf: now,
  })
}

type PersonRow = Selectable<Tables['staff']>

function named({ staff_id: id, name, role, number }: PersonRow) {
  return { id, name, role, number }
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1
}
