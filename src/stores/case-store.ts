import type { OperationOf } from '#contract/operation'
import type { RevealReason } from '#domain/dissuasion'
import type { OperationId, StaffId, UnitId } from '#domain/ids'
import type { Role } from '#domain/staff'
import type { SaveResult } from '#sync/engine-api'
import { type CaseOfUnit, engineOf } from './field-store'

/** What a worker says of a case. The case is the parent of each; the cloud holds what comes before it. */
export function acceptCase(unit: UnitId, caseId: OperationId): SaveResult {
  return engineOf(unit).save({ type: 'dissuasion.accept', body: { caseId } })
}

export function transferCase(unit: UnitId, caseId: OperationId, to: StaffId, reason: string): SaveResult {
  return engineOf(unit).save({ type: 'dissuasion.transfer', body: { caseId, to, reason } })
}

export function logAttempt(unit: UnitId, body: OperationOf<'dissuasion.attempt'>['body']): SaveResult {
  return engineOf(unit).save({ type: 'dissuasion.attempt', body })
}

/** Only what is in the log may be shown: a page looks at the result before it shows anything (N01). */
export function revealResident(unit: UnitId, caseId: OperationId, reason: RevealReason, note: string): SaveResult {
  return engineOf(unit).save({
    type: 'resident.reveal',
    body: { caseId, reason, ...(note === '' ? {} : { note }) },
  })
}

/** Sent, and not yet at an end: a grid worker's or volunteer's open task. */
export function isMine({ row }: CaseOfUnit): boolean {
  return (row.part === 'worker' || row.part === 'companion') && (row.state === 'dispatched' || row.state === 'accepted')
}

/** Whose next step is this person's. */
export function casesNeeding(role: Role, cases: readonly CaseOfUnit[], staff: StaffId): readonly CaseOfUnit[] {
  switch (role) {
    case 'grid':
    case 'volunteer':
      return cases.filter(isMine)
    case 'police':
      return cases.filter((each) => needsOfficer(each, staff))
    // They read what the cloud answers and have no step of their own.
    case 'secretary':
    case 'street':
    case 'inspector':
    case 'leader':
      return []
    default:
      return role satisfies never
  }
}

function needsOfficer({ row }: CaseOfUnit, staff: StaffId): boolean {
  if (row.part !== 'officer') return false
  // Nobody confirms what he submitted himself.
  if (row.state === 'submitted') return !row.submitters.includes(staff)
  return row.state === 'entered' || row.state === 'ready' || (row.due?.escalated ?? false)
}
