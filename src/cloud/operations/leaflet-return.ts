import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { inHand } from '#domain/leaflet'
import { judge } from './judge'
import { balanceOf } from './leaflet-hand-out'
import type { Occurrence } from './occurrence'
import { stockOf, type WorkingSet } from './working-set'

/** Leaflets back to the unit's store: not more than the author holds. */
export function returnLeaflets(
  { body }: OperationOf<'leaflet.return'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'leaflet.return', { unitId: set.unitId, owner: when.author.id }, when.day)
  if (refused) return refused
  const stock = stockOf(set, when.author.id, body.kind)
  const left = inHand(balanceOf(stock))
  if (body.quantity > left)
    return problem(4224, `手中还有 ${Math.max(0, left)} 份，退回 ${body.quantity} 份`, 'body.quantity')
  set.stock.put({ ...stock, returned: stock.returned + body.quantity, seq: when.seq })
  return undefined
}
