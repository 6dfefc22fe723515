import type { Context } from '#cloud/context'
import { ok, type Result, refuse } from '#cloud/result'
import type { DoorsAnswer, QueryRequest } from '#contract/query'
import { compareRooms } from '#domain/building'
import type { Staff } from '#domain/staff'
import { staleBefore } from './coverage'
import { buildingLabel } from './labels'
import { permit } from './permit'

/** A building's doors as they stand, all of them or those nobody has been at lately. A building has some hundreds at most. */
export async function doors(
  context: Context,
  actor: Staff,
  request: Extract<QueryRequest, { action: 'doors' }>,
): Promise<Result<DoorsAnswer>> {
  const refused = permit(context, actor, 'coverage.read', { unitId: request.unit })
  if (refused) return refused
  const now = context.clock.now()
  const building = await context.db
    .selectFrom('building')
    .select(['compound', 'name'])
    .where('unit_id', '=', request.unit)
    .where('building_id', '=', request.building)
    .executeTakeFirst()
  if (!building) return refuse(4043)
  const rows = await context.db
    .selectFrom('door')
    .select(['door_id as id', 'stairwell', 'floor', 'room', 'memory', 'last_at'])
    .where('unit_id', '=', request.unit)
    .where('building_id', '=', request.building)
    .execute()
  const before = request.staleDays === null ? Number.POSITIVE_INFINITY : staleBefore(now, request.staleDays)
  return ok({
    building: buildingLabel(building),
    doors: rows
      .filter(({ last_at }) => last_at === null || last_at < before)
      .sort((a, b) => (a.stairwell ?? 0) - (b.stairwell ?? 0) || a.floor - b.floor || compareRooms(a.room, b.room))
      .map(({ id, stairwell, floor, room, memory, last_at }) => ({
        id,
        stairwell,
        floor,
        room,
        lastOutcome: memory[0]?.outcome ?? null,
        lastAt: last_at,
      })),
    asOf: now,
  })
}
