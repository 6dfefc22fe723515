import type { Context } from '#cloud/context'
import { type MatchedDoor, matchDoors } from '#cloud/ledger/match-door'
import { ok, type Result } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { MatchAnswer } from '#contract/case-query'
import type { QueryRequest } from '#contract/query'
import { doorLabel } from './labels'
import { permit } from './permit'

/** Doors of the unit that an address may mean: the one that it names, or else those that a person has to choose from. */
export async function match(
  context: Context,
  { staff, unitId, stationId }: Viewer,
  request: Extract<QueryRequest, { action: 'match' }>,
): Promise<Result<MatchAnswer>> {
  const refused = permit(context, staff, 'alert.match', { unitId, station: stationId })
  if (refused) return refused
  const [found] = await matchDoors(context.db, [unitId], [request.address])
  const doors = [
    ...(found?.exact ? [{ ...choiceOf(found.exact), exact: true }] : []),
    ...(found?.candidates ?? []).map((door) => ({ ...choiceOf(door), exact: false })),
  ]
  return ok({ doors, asOf: context.clock.now() })
}

/** With its room: it is what the officer chooses by. */
export function choiceOf({ doorId, compound, building, stairwell, room }: MatchedDoor) {
  return { id: doorId, place: doorLabel({ compound, name: building, stairwell, room }) }
}
