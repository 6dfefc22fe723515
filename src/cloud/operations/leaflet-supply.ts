import * as v from 'valibot'
import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { noSupply, type SupplyContent, supplyContent } from '#contract/supply'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { overTheCount } from './over-the-count'
import type { PaperRow, WorkingSet } from './working-set'

type SupplyOperation = OperationOf<'leaflet.receive' | 'leaflet.threshold'>

/** So many are of use on a page. */
const KEPT = 20

/** What came from the street into the unit's store, and when the unit wants to be reminded that it is low (F05). */
export function changeSupply(operation: SupplyOperation, when: Occurrence, set: WorkingSet): Problem | undefined {
  const refused = judge(when.author, operation.type, { unitId: set.unitId }, when.day)
  if (refused) return refused
  const paper = [...set.papers.values()].find(({ kind }) => kind === 'supply')
  const before = paper === undefined ? noSupply : supplyOf(paper)
  const next =
    operation.type === 'leaflet.receive'
      ? received(before, operation, when)
      : { ...before, lowAt: operation.body.below }
  if ('code' in next) return next
  set.papers.put({
    unit_id: set.unitId,
    paper_id: paper?.paper_id ?? operation.id,
    kind: 'supply',
    campaign_id: null,
    period: null,
    state: 'set',
    author: paper?.author ?? when.author.id,
    at: when.at,
    due_at: null,
    content: next,
    seq: when.seq,
  })
  return undefined
}

function received(
  before: SupplyContent,
  { body: { kind, quantity, note } }: OperationOf<'leaflet.receive'>,
  { at, author }: Occurrence,
): SupplyContent | Problem {
  if (quantity < 0 && note === undefined) return problem(4001, '更正领入数量，请写明原因', 'body.note')
  const sum = before.received[kind] + quantity
  if (sum < 0) return problem(4224, `一共领入 ${before.received[kind]} 份，不能减去 ${-quantity} 份`, 'body.quantity')
  const tooMany = overTheCount(sum)
  if (tooMany) return tooMany
  const delivery = { kind, quantity, note: note ?? null, at, by: author.name }
  return {
    ...before,
    received: { ...before.received, [kind]: sum },
    deliveries: [delivery, ...before.deliveries].slice(0, KEPT),
  }
}

export function supplyOf({ content }: Pick<PaperRow, 'content'>): SupplyContent {
  return v.parse(supplyContent, content)
}
