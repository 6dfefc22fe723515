import { MOST_OPERATIONS, MOST_PUSH_BYTES } from '#contract/limits'
import type { Operation } from '#contract/operation'
import type { OperationId } from '#domain/ids'
import { utf8Bytes } from './bytes'
import { parentsOf } from './outbox'
import type { StoredRecord } from './stored'

/** For what stands around the operations in a call. */
const ENVELOPE_BYTES = 1024

/** By id, which is by time of saving, but parents before their children whatever the clock did. */
export function parentsFirst(records: readonly StoredRecord[]): readonly StoredRecord[] {
  const byId = new Map(records.map((record) => [record.operation.id, record]))
  const ordered = new Set<StoredRecord>()
  const visit = (record: StoredRecord, path: readonly OperationId[]): void => {
    const { id } = record.operation
    if (ordered.has(record) || path.includes(id)) return
    for (const parentId of parentsOf(record.operation)) {
      const parent = byId.get(parentId)
      if (parent !== undefined) visit(parent, [...path, id])
    }
    ordered.add(record)
  }
  for (const record of records) visit(record, [])
  return [...ordered]
}

/** As many of the first ones as one call takes; at least one. `stored`: a record's bytes in the storage; 0: not known. */
export function nextBatch(
  ordered: readonly StoredRecord[],
  stored: (record: StoredRecord) => number,
): readonly StoredRecord[] {
  const first = ordered.slice(0, MOST_OPERATIONS)
  const sizes = first.map(stored)
  // A record takes more room there than its operation in a call, so that mostly none has to be weighed.
  if (sizes.every((size) => size > 0) && sizes.reduce((sum, size) => sum + size, ENVELOPE_BYTES) <= MOST_PUSH_BYTES)
    return first
  let bytes = ENVELOPE_BYTES
  const batch: StoredRecord[] = []
  for (const record of first) {
    bytes += operationBytes(record.operation)
    if (batch.length > 0 && bytes > MOST_PUSH_BYTES) break
    batch.push(record)
  }
  return batch
}

function operationBytes(operation: Operation): number {
  return utf8Bytes(JSON.stringify(operation)) + 1
}
