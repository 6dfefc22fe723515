import type { Context } from '#cloud/context'
import { ok, type Result } from '#cloud/result'
import type { QueryRequest, StaffAnswer } from '#contract/query'
import { inScope } from '#domain/authorisation'
import { compareRooms } from '#domain/building'
import { onDuty, type Staff } from '#domain/staff'
import { dayOf } from '#domain/time'
import { devicesOf } from './devices'
import { buildingLabel } from './labels'
import { permit } from './permit'
import { supplyNow } from './supply'

/** The unit's people with what each has in hand and what their devices still hold. */
export async function staff(
  context: Context,
  actor: Staff,
  request: Extract<QueryRequest, { action: 'staff' }>,
): Promise<Result<StaffAnswer>> {
  const refused = permit(context, actor, 'staff.read', { unitId: request.unit })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const people = await db
    .selectFrom('staff')
    .select(['staff_id as id', 'name', 'role', 'number', 'scope', 'from_day as from', 'to_day as to', 'active'])
    .where('unit_id', '=', request.unit)
    .orderBy('number')
    .execute()
  const grids = await db.selectFrom('grid').select(['grid_id', 'name']).where('unit_id', '=', request.unit).execute()
  const buildings = await db
    .selectFrom('building')
    .select(['building_id as id', 'grid_id as gridId', 'compound', 'name'])
    .where('unit_id', '=', request.unit)
    .execute()
  const stock = await db
    .selectFrom('stock')
    .select(['staff_id', 'kind', 'issued', 'handed_out as handedOut', 'returned', 'over_stock as overStock'])
    .where('unit_id', '=', request.unit)
    .orderBy('kind')
    .execute()
  buildings.sort((a, b) => compareText(a.compound, b.compound) || compareRooms(a.name, b.name))
  const devices = await devicesOf(db, request.unit)
  const gridNames = new Map(grids.map(({ grid_id, name }) => [grid_id, name]))
  return ok({
    staff: people.map(({ scope, active, ...person }) => {
      const own = devices.filter(({ staffId }) => staffId === person.id)
      return {
        ...person,
        scope: scope.kind === 'buildings' ? { kind: scope.kind, buildingIds: [...scope.buildingIds] } : scope,
        active,
        gridName: scope.kind === 'grid' ? (gridNames.get(scope.gridId) ?? null) : null,
        // Of whoever has the whole unit, naming every building would say nothing.
        buildings:
          scope.kind === 'unit' ? [] : buildings.filter((building) => inScope({ scope }, building)).map(buildingLabel),
        onDuty: onDuty({ active, from: person.from, to: person.to }, dayOf(now)),
        stock: stock.filter(({ staff_id }) => staff_id === person.id).map(({ staff_id: _, ...balance }) => balance),
        pending: own.length === 0 ? null : own.reduce((sum, { pending }) => sum + pending, 0),
        seenAt: own.length === 0 ? null : Math.max(...own.map(({ seenAt }) => seenAt)),
      }
    }),
    supply: await supplyNow(db, request.unit, stock),
    asOf: now,
  })
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
