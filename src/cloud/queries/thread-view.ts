import type { CaseEntry } from '#contract/case-query'
import type { CaseRow } from '#contract/pull'
import type { CaseKind } from '#domain/alert'
import type { StaffId } from '#domain/ids'

export interface Reader {
  readonly part: CaseRow['part']
  readonly me: StaffId
  /** Of the case: a 核查任务 stays neutral to everybody but the police (S24). */
  readonly kind: CaseKind
}

/** An entry as this reader may know it; null: not at all. The police read everything. */
export function entrySeen(entry: CaseEntry, reader: Reader): CaseEntry | null {
  switch (reader.part) {
    case 'officer':
      return entry
    case 'secretary':
    case 'worker':
      return toTheCommunity(entry, reader.kind)
    case 'companion':
      return toCompanion(entry, reader)
    case 'former':
      return isOwnAttempt(entry, reader.me) ? toTheCommunity(entry, reader.kind) : null
    default:
      return reader.part satisfies never
  }
}

/** A volunteer goes along: who goes, and what he wrote himself. Others' words may name the resident or his room. */
function toCompanion(entry: CaseEntry, { me, kind }: Reader): CaseEntry | null {
  switch (entry.kind) {
    case 'entered':
    case 'accept':
      return toTheCommunity(entry, kind)
    case 'dispatch':
      return { ...entry, note: null }
    default:
      return isOwnAttempt(entry, me) ? toTheCommunity(entry, kind) : null
  }
}

function isOwnAttempt(entry: CaseEntry, me: StaffId): boolean {
  return entry.kind === 'attempt' && entry.by?.id === me
}

/**
 * Without what is the police's alone. Of a 核查任务 also without what the police suspect or wrote for themselves; what they wrote to
 * the people they sent (a dispatch, a return, a transfer) stays.
 */
function toTheCommunity(entry: CaseEntry, kind: CaseKind): CaseEntry | null {
  const neutral = kind === 'check'
  const byPolice = entry.by?.role === 'police'
  switch (entry.kind) {
    case 'labelled':
    case 'conclude':
    case 'reveal':
      return null
    case 'entered':
      return neutral ? { ...entry, source: 'other' } : entry
    case 'call':
    case 'confirm':
      return neutral ? { ...entry, note: null } : entry
    case 'follow-up':
      return neutral && byPolice ? { ...entry, note: null } : entry
    case 'attempt':
      return neutral ? { ...entry, fraudType: null, note: byPolice ? null : entry.note } : entry
    case 'close':
      return neutral ? { ...entry, note: '' } : entry
    case 'reopen':
      return neutral ? { ...entry, reason: '' } : entry
    case 'matched':
    case 'dispatch':
    case 'accept':
    case 'transfer':
    case 'return':
    case 'escalate':
      return entry
    default:
      return entry satisfies never
  }
}
