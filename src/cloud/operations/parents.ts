import type { Operation } from '#contract/operation'
import type { OperationId } from '#domain/ids'

/** What has to be in the log before this one: what it says it builds on, and the record or the case that it changes. */
export function parentsOf(operation: Operation): readonly OperationId[] {
  const parents = [operation.after, recordChanged(operation), caseOf(operation)].filter((id) => id !== undefined)
  return [...new Set(parents)]
}

/** The record an operation is about: its own, unless it changes one that is there. */
export function subjectOf(operation: Operation): string {
  if (operation.type === 'staff.assign') return operation.body.staffId
  if (operation.type === 'campaign.set') return operation.body.campaignId ?? operation.id
  if ('applicationId' in operation.body) return operation.body.applicationId
  if ('invitationId' in operation.body) return operation.body.invitationId
  return recordChanged(operation) ?? caseOf(operation) ?? paperOf(operation) ?? operation.id
}

function recordChanged(operation: Operation): OperationId | undefined {
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
    case 'crime.correct':
      return operation.body.paperId
    default:
      return undefined
  }
}

/**
 * The unit's paper that an operation is about, which may have been made by the cloud itself, so that it is no parent to wait for.
 */
export function paperOf(operation: Operation): OperationId | undefined {
  // None of the operations so far names one.
  const { body }: { readonly body: object } = operation
  return 'paperId' in body ? (body.paperId as OperationId) : undefined
}

/** The case that an operation is about; `alert.enter` opens its own. */
export function caseOf(operation: Operation): OperationId | undefined {
  return 'caseId' in operation.body ? operation.body.caseId : undefined
}
