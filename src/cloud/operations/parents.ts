import type { Operation } from '#contract/operation'
import type { OperationId } from '#domain/ids'

/** What has to be in the log before this one: what it says it builds on, and the visit that it changes. */
export function parentsOf(operation: Operation): readonly OperationId[] {
  const changed = visitChanged(operation)
  const parents = [operation.after, changed].filter((id) => id !== undefined)
  return [...new Set(parents)]
}

/** The record an operation is about: its own, unless it changes one that is there. */
export function subjectOf(operation: Operation): string {
  if (operation.type === 'staff.assign') return operation.body.staffId
  return visitChanged(operation) ?? operation.id
}

function visitChanged(operation: Operation): OperationId | undefined {
  return operation.type === 'visit.amend' || operation.type === 'visit.undo' ? operation.body.visitId : undefined
}
