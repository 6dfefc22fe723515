import type { Operation, OperationOf } from '#contract/operation'
import type { OperationId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import type { StoredRecord } from './stored'

/** A change of one of the own visits, in the order the cloud takes or took them. */
type VisitChange = OperationOf<'visit.amend'> | OperationOf<'visit.undo'>

export interface OwnVisit {
  /** Null: the log has left the device already, only what was changed since is here. */
  readonly log: OperationOf<'visit.log'> | null
  readonly changes: readonly VisitChange[]
}

/** The cloud's order where it is known, then the device's own. */
export function inOrder(records: readonly StoredRecord[]): readonly StoredRecord[] {
  const place = ({ status }: StoredRecord) => (status.kind === 'delivered' ? status.seq : Number.POSITIVE_INFINITY)
  return [...records].sort((a, b) => {
    const [x, y] = [place(a), place(b)]
    return x === y ? (a.operation.id < b.operation.id ? -1 : 1) : x - y
  })
}

/** What the author means to be true: everything but what the cloud refused, which counts nowhere until it is mended. */
export function standing(records: readonly StoredRecord[]): readonly StoredRecord[] {
  return records.filter(({ status }) => status.kind !== 'rejected')
}

/** Visits by id, out of records given in order. */
export function ownVisits(ordered: readonly StoredRecord[]): ReadonlyMap<OperationId, OwnVisit> {
  const visits = new Map<OperationId, { log: OperationOf<'visit.log'> | null; changes: VisitChange[] }>()
  const at = (id: OperationId) => {
    const known = visits.get(id)
    if (known) return known
    const fresh = { log: null, changes: [] }
    visits.set(id, fresh)
    return fresh
  }
  for (const { operation } of ordered) {
    if (operation.type === 'visit.log') at(operation.id).log = operation
    else if (operation.type === 'visit.amend' || operation.type === 'visit.undo')
      at(operation.body.visitId).changes.push(operation)
  }
  return visits
}

export function isUndone({ changes }: OwnVisit): boolean {
  return changes.some(({ type }) => type === 'visit.undo')
}

/**
 * The content that stands: the newest by when it was said, the id settling equal instants. The cloud chooses alike, so that the
 * order of arrival changes nothing.
 */
export function contentOf({
  log,
  changes,
}: OwnVisit): OperationOf<'visit.amend'>['body'] | OperationOf<'visit.log'>['body'] | null {
  const versions = [...(log === null ? [] : [log]), ...changes.filter(isAmendment)]
  const [newest] = versions.sort((a, b) => happenedAt(b) - happenedAt(a) || (a.id < b.id ? 1 : -1))
  return newest?.body ?? null
}

function isAmendment(change: VisitChange): change is OperationOf<'visit.amend'> {
  return change.type === 'visit.amend'
}

/** By the server's clock, as the cloud will take it: an operation of a device that had never heard the time counts as it says. */
export function happenedAt(operation: Operation): Milliseconds {
  return operation.at + offsetOf(operation)
}

export function offsetOf(operation: Operation): Milliseconds {
  return operation.offset ?? 0
}

/** The record an operation is about: its own, unless it changes one. */
export function subjectOf(operation: Operation): OperationId {
  return recordChanged(operation) ?? operation.id
}

/** The visit, the activity or the thing that stands which an operation changes. */
export function recordChanged(operation: Operation): OperationId | undefined {
  switch (operation.type) {
    case 'visit.amend':
    case 'visit.undo':
      return operation.body.visitId
    case 'activity.amend':
    case 'activity.undo':
      return operation.body.activityId
    case 'standing.check':
    case 'standing.renew':
    case 'standing.remove':
      return operation.body.paperId
    default:
      return undefined
  }
}
