import type { OperationId } from '#domain/ids'
import { DAY, type Milliseconds } from '#domain/time'
import { rootsOf } from './outbox'
import type { StoredRecord } from './stored'

/** Today's own records can be shown and amended, and yesterday's. */
export const KEPT: Milliseconds = 2 * DAY

/**
 * So long a copy of cases is of use to a device that heard nothing since: what was purged or handed on meanwhile it cannot know, and
 * its cases have moved on.
 */
const CASES_KEPT: Milliseconds = 30 * DAY

/** Whether the cases that a device holds are too old to be held, asked or not, sent or not; the next pull brings what still stands. */
export function casesOutlived(now: Milliseconds, lastPulledAt: Milliseconds | null): boolean {
  return lastPulledAt !== null && now - lastPulledAt > CASES_KEPT
}

/**
 * Delivered records by the cloud's order. Of a visit with a change that is not delivered all stays: without its undo the rest
 * would look as if it stood.
 */
export function releasable(records: readonly StoredRecord[]): readonly OperationId[] {
  const rootOf = rootsOf(records)
  const unfinished = new Set(
    records.filter(({ status }) => status.kind !== 'delivered').map(({ operation }) => rootOf(operation.id)),
  )
  return records
    .flatMap(({ operation, status }) => (status.kind === 'delivered' ? [{ id: operation.id, seq: status.seq }] : []))
    .filter(({ id }) => !unfinished.has(rootOf(id)))
    .sort((a, b) => a.seq - b.seq)
    .map(({ id }) => id)
}

/** Those that may go: kept long enough, and the cloud's rows have been pulled since, so that no door falls back. */
export function outlived(
  records: readonly StoredRecord[],
  now: Milliseconds,
  lastPulledAt: Milliseconds | null,
): readonly OperationId[] {
  const old = records.filter(
    ({ status }) =>
      status.kind === 'delivered' && now - status.at > KEPT && lastPulledAt !== null && status.at <= lastPulledAt,
  )
  if (old.length === 0) return []
  const may = new Set(releasable(records))
  return old.map(({ operation }) => operation.id).filter((id) => may.has(id))
}
