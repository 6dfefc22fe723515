import type { Operation, OperationOf } from '#contract/operation'
import { type StandingRow, standingDeed } from '#contract/standing'
import type { OperationId } from '#domain/ids'
import { afterDeed, postedItem } from '#domain/standing'
import { happenedAt, inOrder, standing as standingRecords, subjectOf } from './own-visits'
import type { StoredRecord } from './stored'

interface StandingWithOwn {
  readonly row: StandingRow
  readonly own: readonly StoredRecord[]
}

/**
 * The cloud's rows with the own records on top, by the rules that the cloud will judge them by: what was posted here is seen at
 * once, and a delivered record stays on top until the row is as new as it is.
 */
export function standingWith(
  rows: readonly StandingRow[],
  records: readonly StoredRecord[],
): readonly StandingWithOwn[] {
  const known = new Map(rows.map((row) => [row.id, row]))
  const found = new Map<OperationId, StandingWithOwn>(rows.map((row) => [row.id, { row, own: [] }]))
  for (const record of inOrder(standingRecords(records))) {
    const { operation, status } = record
    if (!isOfStanding(operation)) continue
    const id = subjectOf(operation)
    const before = found.get(id)
    const covered = status.kind === 'delivered' && status.seq <= (known.get(id)?.seq ?? -1)
    const row = covered ? before?.row : withOne(before?.row, operation)
    if (row !== undefined) found.set(id, { row, own: [...(before?.own ?? []), record] })
  }
  return [...found.values()]
}

type OfStanding = OperationOf<'standing.post' | 'standing.check' | 'standing.renew' | 'standing.remove'>

function isOfStanding(operation: Operation): operation is OfStanding {
  return operation.type.startsWith('standing.')
}

/** What the rules refuse changes nothing here: the cloud will say why. */
function withOne(row: StandingRow | undefined, operation: OfStanding): StandingRow | undefined {
  const at = happenedAt(operation)
  // Of the cloud's row nothing is known yet, so any row of it is newer.
  if (operation.type === 'standing.post') return { id: operation.id, ...postedItem(operation.body, at), seq: 0 }
  if (row === undefined) return undefined
  const item = afterDeed(row, standingDeed(operation), at)
  return item === undefined ? row : { ...row, ...item }
}
