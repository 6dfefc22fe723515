import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { inHand, judgeHandOut } from '#domain/leaflet'
import { currentPolicy } from '#domain/minutes-policy'
import type { Stop } from '#domain/outing'
import { judge } from './judge'
import { isLate, type Occurrence } from './occurrence'
import { overTheCount } from './over-the-count'
import { stir } from './settle-visit'
import { type HandOutRow, type StockRow, stockOf, type WorkingSet } from './working-set'

/** Leaflets handed out at a place, from the author's own stock; more than that needs a reason and is flagged (F05). */
export function handOutLeaflets(
  { id, body }: OperationOf<'leaflet.hand-out'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'leaflet.hand-out', { unitId: set.unitId, owner: when.author.id }, when.day)
  if (refused) return refused
  if (body.buildingId !== undefined && set.buildings.get(body.buildingId) === undefined) {
    return problem(4043, undefined, 'body.buildingId')
  }
  const stock = stockOf(set, when.author.id, body.kind)
  const verdict = judgeHandOut(balanceOf(stock), body.quantity, body.reason)
  if (verdict === 'reason-needed')
    return problem(4220, `手中还有 ${inHand(balanceOf(stock))} 份，发放 ${body.quantity} 份`, 'body.reason')
  const handedOut = stock.handed_out + body.quantity
  const tooMany = overTheCount(handedOut)
  if (tooMany) return tooMany
  const overStock = verdict === 'over-stock'
  set.stock.put({ ...stock, handed_out: handedOut, over_stock: stock.over_stock + (overStock ? 1 : 0), seq: when.seq })
  const row: HandOutRow = {
    unit_id: set.unitId,
    hand_out_id: id,
    staff_id: when.author.id,
    started_at: Math.min(when.corrected(body.startedAt), when.at),
    at: when.at,
    day: when.day,
    received_at: when.receivedAt,
    late: isLate(when.at, when.receivedAt, currentPolicy),
    kind: body.kind,
    quantity: body.quantity,
    place: body.place,
    building_id: body.buildingId ?? null,
    audience: body.audience,
    minutes: body.minutes ?? null,
    reason: body.reason ?? null,
    over_stock: overStock,
    location: body.location ?? null,
    seq: when.seq,
  }
  set.handOuts.put(row)
  stir(set, stopOfHandOut(row))
  return undefined
}

export function balanceOf({ issued, handed_out: handedOut, returned }: StockRow): Parameters<typeof inHand>[0] {
  return { issued, handedOut, returned }
}

export function stopOfHandOut(
  row: Pick<HandOutRow, 'hand_out_id' | 'staff_id' | 'started_at' | 'at' | 'minutes'>,
): Stop {
  const { hand_out_id: id, staff_id: staffId, started_at: startedAt, at, minutes } = row
  return { id, staffId, channel: 'leaflet', startedAt, at, ...(minutes === null ? {} : { minutes }) }
}
