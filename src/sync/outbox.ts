import type { Operation } from '#contract/operation'
import type { OperationId } from '#domain/ids'
import { rewrite } from './author'
import { createListing } from './listing'
import { memo } from './memo'
import { recordChanged } from './own-visits'
import type { Shelf } from './shelf'
import type { StorageKeys } from './storage-keys'
import { type StoredRecord, storedRecord } from './stored'

/** The account's own operations, one key each: what one tab writes another never overwrites. */
export interface Outbox {
  /** Oldest first. The same array while nothing changed, whoever changed it. */
  all(): readonly StoredRecord[]
  get(id: OperationId): StoredRecord | undefined
  /** How many there are of a status. */
  count(kind: StoredRecord['status']['kind']): number
  /** What it takes in the storage, with its key; 0: not known. */
  bytes(record: StoredRecord): number
}

const recordFamily = (shelf: Shelf) => shelf.family<StoredRecord>(storedRecord)

export function createOutbox(
  shelf: Shelf,
  keys: StorageKeys,
): Outbox & { readonly family: ReturnType<typeof recordFamily> } {
  const family = recordFamily(shelf)
  const counts = new Map<StoredRecord['status']['kind'], number>()
  let heirs = 0
  const add = (record: StoredRecord | undefined, times: 1 | -1) => {
    if (record === undefined) return
    counts.set(record.status.kind, (counts.get(record.status.kind) ?? 0) + times)
    if (record.replaces !== undefined) heirs += times
  }
  // By key is by id. Nothing is gone through for what a batch changes: with ten thousand waiting that would be most of its time.
  const stored = createListing(shelf, family, keys.operations, (before, after) => {
    add(before, -1)
    add(after, 1)
  })
  const settled = memo(settle)
  const all = () => {
    const records = stored()
    return heirs === 0 ? records : settled(records)
  }
  return {
    family,
    all,
    get: (id) => recordOf(all(), id),
    bytes: ({ operation }) => shelf.bytesOf(keys.operation(operation.id)),
    count(kind) {
      const records = all()
      if (heirs === 0) return counts.get(kind) ?? 0
      return records.filter(({ status }) => status.kind === kind).length
    },
  }
}

/** Out of the outbox's, which are in the order of their ids. */
export function recordOf(records: readonly StoredRecord[], id: OperationId): StoredRecord | undefined {
  let [from, to] = [0, records.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const found = records[middle]
    if (found === undefined || found.operation.id === id) return found
    if (found.operation.id < id) from = middle + 1
    else to = middle
  }
  return undefined
}

/**
 * An edit under a new id is one write, the new record; that the old one is gone and its dependents point to the new one follows
 * from it. Rewriting them on the disk is tidying, which a kill may cut.
 */
function settle(records: readonly StoredRecord[]): readonly StoredRecord[] {
  const heirs = new Map<OperationId, OperationId>()
  for (const { operation, replaces } of records) if (replaces !== undefined) heirs.set(replaces, operation.id)
  if (heirs.size === 0) return records
  return records
    .filter(({ operation }) => !heirs.has(operation.id))
    .map((record) => {
      const operation = repoint(record.operation, heirs)
      return operation === record.operation ? record : { ...record, operation }
    })
}

function repoint(operation: Operation, heirs: ReadonlyMap<OperationId, OperationId>): Operation {
  if (!parentsOf(operation).some((id) => heirs.has(id))) return operation
  const after = operation.after === undefined ? {} : { after: last(operation.after, heirs) }
  switch (operation.type) {
    case 'visit.amend':
      return { ...operation, ...after, body: { ...operation.body, visitId: last(operation.body.visitId, heirs) } }
    case 'visit.undo':
      return { ...operation, ...after, body: { ...operation.body, visitId: last(operation.body.visitId, heirs) } }
    case 'activity.amend':
      return { ...operation, ...after, body: { ...operation.body, activityId: last(operation.body.activityId, heirs) } }
    case 'activity.undo':
      return { ...operation, ...after, body: { ...operation.body, activityId: last(operation.body.activityId, heirs) } }
    case 'standing.check':
      return { ...operation, ...after, body: { ...operation.body, paperId: last(operation.body.paperId, heirs) } }
    case 'standing.renew':
      return { ...operation, ...after, body: { ...operation.body, paperId: last(operation.body.paperId, heirs) } }
    case 'standing.remove':
      return { ...operation, ...after, body: { ...operation.body, paperId: last(operation.body.paperId, heirs) } }
    default:
      return repointCase({ ...operation, ...after }, heirs)
  }
}

function repointCase(operation: Operation, heirs: ReadonlyMap<OperationId, OperationId>): Operation {
  if (!('caseId' in operation.body)) return operation
  const next = rewrite(operation, { body: { ...operation.body, caseId: last(operation.body.caseId, heirs) } })
  return next.kind === 'operation' ? next.operation : operation
}

function last(id: OperationId, heirs: ReadonlyMap<OperationId, OperationId>): OperationId {
  const heir = heirs.get(id)
  return heir === undefined ? id : last(heir, heirs)
}

/** What must have come before, whether the operation says so or not. */
export function parentsOf(operation: Operation): readonly OperationId[] {
  return [operation.after, recordChanged(operation), caseOf(operation)].filter((id) => id !== undefined)
}

/** The case that an operation is about; the alert that opens one is its own. */
export function caseOf(operation: Operation): OperationId | undefined {
  return 'caseId' in operation.body ? operation.body.caseId : undefined
}

/** The record and whatever builds on it, at any distance. */
export function withDependents(records: readonly StoredRecord[], root: OperationId): readonly StoredRecord[] {
  const taken = new Set<OperationId>([root])
  // Parents are older than their children but for a moved clock, hence until nothing is added.
  for (let before = 0; before !== taken.size; ) {
    before = taken.size
    for (const { operation } of records) {
      if (parentsOf(operation).some((id) => taken.has(id))) taken.add(operation.id)
    }
  }
  return records.filter(({ operation }) => taken.has(operation.id))
}

/**
 * What an operation is about at the root: two changes of one visit must not overtake each other, and leave together. An alert
 * is a root only for whoever entered it here: what others do to its case stands by itself, so that a record the cloud can't
 * answer holds none of the case's others back.
 */
export function rootsOf(records: readonly StoredRecord[]): (id: OperationId) => OperationId {
  const byId = new Map(records.map(({ operation }) => [operation.id, operation]))
  const own = (id: OperationId | undefined) => (id !== undefined && byId.has(id) ? id : undefined)
  return (id) => {
    const seen = new Set<OperationId>()
    for (let at = id; ; ) {
      seen.add(at)
      const operation = byId.get(at)
      const parent = operation && (operation.after ?? recordChanged(operation) ?? own(caseOf(operation)))
      if (parent === undefined || seen.has(parent)) return at
      at = parent
    }
  }
}
