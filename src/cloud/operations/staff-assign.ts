import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** Who of the unit works where, and from when until when. It holds for everything that is judged after it. */
export function assignStaff(
  { body }: OperationOf<'staff.assign'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'staff.assign', { unitId: set.unitId }, when.day)
  if (refused) return refused
  const person = set.staff.get(body.staffId)
  if (person === undefined) return problem(4044, undefined, 'body.staffId')
  if (body.from !== null && body.to !== null && body.to < body.from)
    return problem(4223, '最后一天早于第一天', 'body.to')
  const { scope } = body
  if (scope.kind === 'grid' && !set.grids.has(scope.gridId))
    return problem(4001, `没有网格 ${scope.gridId}`, 'body.scope.gridId')
  if (scope.kind === 'buildings') {
    const unknown = scope.buildingIds.find((id) => set.buildings.get(id) === undefined)
    if (unknown !== undefined) return problem(4043, unknown, 'body.scope.buildingIds')
  }
  set.staff.put({ ...person, scope, from_day: body.from, to_day: body.to, active: body.active })
  return undefined
}
