import type { StockRow } from '#contract/pull'
import type { StaffId } from '#domain/ids'
import { DOOR_LEAFLET, type LeafletKind, leafletKinds, noStock, type StockBalance } from '#domain/leaflet'
import { contentOf, inOrder, isUndone, ownVisits, standing } from './own-visits'
import type { StoredRecord } from './stored'

interface StockLine extends StockBalance {
  readonly kind: LeafletKind
}

/** The worker's leaflets as the cloud counts them, with the own records that its rows do not hold yet. */
export function stockWith(
  rows: readonly StockRow[],
  records: readonly StoredRecord[],
  staff: StaffId,
): readonly StockLine[] {
  const counted = inOrder(standing(records))
  const lines: StockLine[] = []
  for (const kind of leafletKinds) {
    const row = rows.find((known) => known.kind === kind)
    const covered = counted.filter(
      ({ status }) => row !== undefined && status.kind === 'delivered' && status.seq <= row.seq,
    )
    // Of an amendment only the difference to the version before counts, so both sums are taken and subtracted.
    const [all, known] = [movements(counted, kind, staff), movements(covered, kind, staff)]
    const base = row ?? noStock
    const line = {
      kind,
      issued: base.issued + all.issued - known.issued,
      handedOut: Math.max(0, base.handedOut + all.handedOut - known.handedOut),
      returned: base.returned + all.returned - known.returned,
    }
    if (row !== undefined || line.issued + line.handedOut + line.returned > 0) lines.push(line)
  }
  return lines
}

function movements(ordered: readonly StoredRecord[], kind: LeafletKind, staff: StaffId): StockBalance {
  const sum = { issued: 0, handedOut: 0, returned: 0 }
  for (const { operation } of ordered) {
    if (operation.type === 'leaflet.issue' && operation.body.to === staff && operation.body.kind === kind)
      sum.issued += operation.body.quantity
    if (operation.type === 'leaflet.hand-out' && operation.body.kind === kind) sum.handedOut += operation.body.quantity
    if (operation.type === 'leaflet.return' && operation.body.kind === kind) sum.returned += operation.body.quantity
  }
  if (kind !== DOOR_LEAFLET) return sum
  for (const visit of ownVisits(ordered).values()) {
    // Without its log an amendment's difference is unknown; the next pull tells it.
    if (visit.log !== null && !isUndone(visit)) sum.handedOut += contentOf(visit)?.leaflets ?? 0
  }
  return sum
}
