import type { Context } from '#cloud/context'
import { ok, type Result } from '#cloud/result'
import type { CoverageAnswer, QueryRequest } from '#contract/query'
import { nearestToFinished, ownersOf } from '#domain/coverage'
import { onDuty, type Staff } from '#domain/staff'
import { addDays, dayOf, type Milliseconds, startOfDay } from '#domain/time'
import { permit } from './permit'

/** The first instant of the last `days` days, today included: a door last visited before it is stale. */
export function staleBefore(now: Milliseconds, days: number): Milliseconds {
  return startOfDay(addDays(dayOf(now), 1 - days))
}

/**
 * A line a building, nearest to being finished first. Counts come from the building's own row; only what depends on the days
 * asked for is counted over its doors. Doors nobody has ever been at are stale too, so that the figure is the length of the list.
 */
export async function coverage(
  context: Context,
  actor: Staff,
  request: Extract<QueryRequest, { action: 'coverage' }>,
): Promise<Result<CoverageAnswer>> {
  const refused = permit(context, actor, 'coverage.read', { unitId: request.unit })
  if (refused) return refused
  const now = context.clock.now()
  const { db } = context
  const buildings = await db
    .selectFrom('building')
    .leftJoin('grid', (join) =>
      join.onRef('grid.unit_id', '=', 'building.unit_id').onRef('grid.grid_id', '=', 'building.grid_id'),
    )
    .select([
      'building.building_id as id',
      'building.kind',
      'building.compound',
      'building.name',
      'building.grid_id as gridId',
      'grid.name as gridName',
      'building.doors',
      'building.visited',
      'building.met',
      'building.last_visit_at as lastVisitAt',
    ])
    .where('building.unit_id', '=', request.unit)
    .execute()
  const stale = await db
    .selectFrom('door')
    .select(['building_id', ({ fn }) => fn.countAll<number | string>().as('doors')])
    .where('unit_id', '=', request.unit)
    .where(({ eb, or }) => or([eb('last_at', 'is', null), eb('last_at', '<', staleBefore(now, request.staleDays))]))
    .groupBy('building_id')
    .execute()
  const workers = await db
    .selectFrom('staff')
    .select(['name', 'scope', 'active', 'from_day as from', 'to_day as to'])
    .where('unit_id', '=', request.unit)
    .where('role', '=', 'grid')
    .orderBy('staff_id')
    .execute()
  const serving = workers.filter((worker) => onDuty(worker, dayOf(now)))
  const staleDoors = new Map(stale.map(({ building_id, doors }) => [building_id, Number(doors)]))
  return ok({
    buildings: buildings
      .map((building) => ({
        ...building,
        owners: ownersOf(building, serving).map(({ name }) => name),
        stale: staleDoors.get(building.id) ?? 0,
      }))
      .sort((a, b) => nearestToFinished({ ...a, buildingId: a.id }, { ...b, buildingId: b.id })),
    staleDays: request.staleDays,
    asOf: now,
  })
}
