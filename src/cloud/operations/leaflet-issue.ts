import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { overTheCount } from './over-the-count'
import { stockOf, type WorkingSet } from './working-set'

/** Leaflets from the unit's store to one of its people. */
export function issueLeaflets(
  { body }: OperationOf<'leaflet.issue'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'leaflet.issue', { unitId: set.unitId }, when.day)
  if (refused) return refused
  if (set.staff.get(body.to) === undefined) return problem(4044, undefined, 'body.to')
  const stock = stockOf(set, body.to, body.kind)
  const issued = stock.issued + body.quantity
  const tooMany = overTheCount(issued)
  if (tooMany) return tooMany
  set.stock.put({ ...stock, issued, seq: when.seq })
  return undefined
}
