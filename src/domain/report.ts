import type { Campaign } from './campaign'
import type { OperationId, Seq, StaffId } from './ids'
import { last } from './last'
import type { ReportFigures } from './report-figures'
import { deadlineOf, type ReportPeriod } from './report-period'
import type { Milliseconds } from './time'

/** A report drafts itself, is signed by its unit, and received by the street, which may send it back while it has not. */
export const reportStates = ['draft', 'signed', 'returned', 'accepted'] as const
export type ReportState = (typeof reportStates)[number]

export const reportActions = ['edit', 'sign', 'return', 'accept', 'amend'] as const
export type ReportAction = (typeof reportActions)[number]

/** What somebody is to a report: who writes for the unit, or the street that collects. */
export type ReportPart = 'author' | 'street'

export type ReportRefusal = 'not-your-part' | 'already-signed' | 'not-signed' | 'already-accepted'

const partOf: Readonly<Record<ReportAction, ReportPart>> = {
  edit: 'author',
  sign: 'author',
  return: 'street',
  accept: 'street',
  amend: 'author',
}

/** Where an action leads from a state, or why it does not. A signed version is never changed: later arrivals amend it (N04). */
export const reportMoves: Readonly<Record<ReportState, Readonly<Record<ReportAction, ReportState | ReportRefusal>>>> = {
  draft: { edit: 'draft', sign: 'signed', return: 'not-signed', accept: 'not-signed', amend: 'not-signed' },
  signed: { edit: 'already-signed', sign: 'already-signed', return: 'returned', accept: 'accepted', amend: 'signed' },
  returned: { edit: 'returned', sign: 'signed', return: 'not-signed', accept: 'not-signed', amend: 'not-signed' },
  accepted: {
    edit: 'already-signed',
    sign: 'already-signed',
    return: 'already-accepted',
    accept: 'already-accepted',
    amend: 'accepted',
  },
}

export type ReportVerdict =
  | { readonly kind: 'moved'; readonly state: ReportState }
  | { readonly kind: 'refused'; readonly why: ReportRefusal }

export function moveReport(state: ReportState, action: ReportAction, part: ReportPart): ReportVerdict {
  if (partOf[action] !== part) return { kind: 'refused', why: 'not-your-part' }
  const next = reportMoves[state][action]
  return isState(next) ? { kind: 'moved', state: next } : { kind: 'refused', why: next }
}

function isState(next: ReportState | ReportRefusal): next is ReportState {
  return reportStates.some((state) => state === next)
}

/** Whose records had not all come when it was signed (N04). */
export interface Waiting {
  readonly name: string
  readonly pending: number
  readonly seenAt: Milliseconds
}

/** What was signed. It never changes; its hash is over all of it but the hash. */
export interface SignedVersion {
  readonly version: number
  readonly figures: ReportFigures
  readonly narrative: string
  /** 存在问题, 下一步打算: in the unit's own words, may be empty. */
  readonly problems: string
  readonly next: string
  /** When the cloud got it: a device's clock makes nobody punctual. */
  readonly signedAt: Milliseconds
  readonly signedBy: { readonly id: StaffId; readonly name: string }
  /** Complete as of then: what the figures were counted from, and who had not sent everything. */
  readonly asOf: Milliseconds
  readonly waiting: readonly Waiting[]
  /** Its place in the unit's log: a record with a later one came or changed after the signature. */
  readonly seq: Seq
  /** SHA-256 of the canonical form, in hex. */
  readonly hash: string
}

/** A record that came, or was changed, after a signature. */
export interface Arrival {
  readonly id: OperationId
  readonly kind: 'visit' | 'hand-out' | 'activity'
  readonly at: Milliseconds
}

/** Figures as they are after records that came when it was signed already, and which those are; the signed version beside it stays. */
export interface Amendment {
  readonly figures: ReportFigures
  /** The newest first, at most as many as `MOST_ARRIVALS`; `arrivals` says how many there were. */
  readonly records: readonly Arrival[]
  readonly arrivals: number
  readonly seq: Seq
  readonly at: Milliseconds
  readonly by: { readonly id: StaffId; readonly name: string }
  readonly note: string
  readonly hash: string
}

export interface ReportContent extends ReportPeriod {
  readonly campaignId: OperationId
  /** Null while the composed paragraph is good enough. */
  readonly narrative: string | null
  readonly problems: string
  readonly next: string
  readonly versions: readonly SignedVersion[]
  readonly returns: readonly { readonly at: Milliseconds; readonly by: string; readonly reason: string }[]
  readonly acceptedAt: Milliseconds | null
  /** When the street asked for it last. */
  readonly remindedAt: Milliseconds | null
  readonly amendments: readonly Amendment[]
}

export function draftReport(campaign: Pick<Campaign, 'id'>, period: ReportPeriod): ReportContent {
  return {
    ...period,
    campaignId: campaign.id,
    narrative: null,
    problems: '',
    next: '',
    versions: [],
    returns: [],
    acceptedAt: null,
    remindedAt: null,
    amendments: [],
  }
}

/** An amendment names this many records; a unit that has more of them late is asked about all of them anyway. */
export const MOST_ARRIVALS = 200

/** What holds by signature now: the newest version, what was signed beside it since, and the figures after all of that. */
export interface SignedNow {
  readonly version: SignedVersion
  readonly amendments: readonly Amendment[]
  readonly figures: ReportFigures
  readonly seq: Seq
}

/** Null while nothing is signed. Amendments of a version that was signed anew are that version's history, and no more. */
export function signedNow({ versions, amendments }: Pick<ReportContent, 'versions' | 'amendments'>): SignedNow | null {
  const version = last(versions)
  if (version === undefined) return null
  const since = amendments.filter(({ seq }) => seq > version.seq)
  const newest = last(since) ?? version
  return { version, amendments: since, figures: newest.figures, seq: newest.seq }
}

/** How it stands with the deadline (S12): `late` was handed in, but after it. */
export const receipts = ['not-due', 'missing', 'in-time', 'late', 'returned'] as const
export type Receipt = (typeof receipts)[number]

/** Handed in is when it was signed first: a return does not make it late. `state` null: not even drafted. */
export function receiptOf(
  period: ReportPeriod,
  report: { readonly state: ReportState; readonly firstSignedAt: Milliseconds | null } | null,
  now: Milliseconds,
): Receipt {
  const deadline = deadlineOf(period)
  const first = report?.firstSignedAt ?? null
  if (report === null || first === null) return now >= deadline ? 'missing' : 'not-due'
  if (report.state === 'returned') return 'returned'
  return first < deadline ? 'in-time' : 'late'
}
