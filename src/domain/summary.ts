import type { OperationId, Seq, StaffId, UnitId } from './ids'
import { last } from './last'
import { type Receipt, type ReportContent, type ReportState, signedNow } from './report'
import { addFigures, type ReportFigures } from './report-figures'
import type { ReportPeriod } from './report-period'
import type { Milliseconds } from './time'
import type { UnitKind } from './unit'

/** 汇总 of the units' half-monthly reports, and the 专报 to 党工委 made of the same figures (S12, S36). */
export const summaryKinds = ['collected', 'briefing'] as const
export type SummaryKind = (typeof summaryKinds)[number]

/** Issued it never changes: whatever is to be told otherwise is another version, a paper of its own. */
export const summaryStates = ['draft', 'issued'] as const
export type SummaryState = (typeof summaryStates)[number]

/** One unit of the street and what it handed in for the period. */
export interface SummarySource {
  readonly unit: { readonly id: UnitId; readonly name: string; readonly kind: UnitKind }
  readonly receipt: Receipt
  /** What holds by signature, with what was amended since; null: nothing signed, or sent back. */
  readonly report: {
    readonly paperId: OperationId
    readonly version: number
    readonly amendments: number
    readonly figures: ReportFigures
    /** Of the newest of the version and its amendments. */
    readonly hash: string
  } | null
}

/** What was issued. Its hash is over all of it but the hash. */
export interface IssuedSummary {
  readonly sources: readonly SummarySource[]
  readonly figures: ReportFigures
  readonly narrative: string
  readonly problems: string
  readonly next: string
  readonly issuedAt: Milliseconds
  readonly issuedBy: { readonly id: StaffId; readonly name: string }
  /** Its place in the street's log. */
  readonly seq: Seq
  /** SHA-256 of the canonical form, in hex. */
  readonly hash: string
}

export interface SummaryContent extends ReportPeriod {
  readonly campaignId: OperationId
  readonly kind: SummaryKind
  /** 1 for the first of its kind and period. */
  readonly version: number
  /** Null while the composed paragraphs are good enough. */
  readonly narrative: string | null
  readonly problems: string
  readonly next: string
  /** How often it was edited: of two who edit at once the second hears of the first. */
  readonly edits: number
  readonly issued: IssuedSummary | null
}

export function sourceOf(
  unit: SummarySource['unit'],
  receipt: Receipt,
  report: { readonly paperId: OperationId; readonly state: ReportState; readonly content: ReportContent } | null,
): SummarySource {
  const signed = report === null || report.state === 'returned' ? null : signedNow(report.content)
  if (report === null || signed === null) return { unit, receipt, report: null }
  const { version, amendments, figures } = signed
  const { hash } = last(amendments) ?? version
  const { paperId } = report
  return {
    unit,
    receipt,
    report: { paperId, version: version.version, amendments: amendments.length, figures, hash },
  }
}

/** The sum of what was handed in; whoever handed in nothing adds nothing. */
export function figuresOfSources(sources: readonly SummarySource[]): ReportFigures {
  return addFigures(sources.flatMap(({ report }) => (report === null ? [] : [report.figures])))
}

/** `came`: nothing had been signed; `withdrawn`: what had been signed was sent back. */
export type SourceNews = 'came' | 'amended' | 'signed-anew' | 'withdrawn'

export interface SourceChange {
  readonly unit: SummarySource['unit']
  readonly news: SourceNews
}

/** What the units signed since: told beside an issued summary, which stays as it is. */
export function changesSince(issued: readonly SummarySource[], now: readonly SummarySource[]): readonly SourceChange[] {
  const before = new Map(issued.map((source) => [source.unit.id, source.report]))
  return now.flatMap(({ unit, report }) => {
    const news = newsOf(before.get(unit.id) ?? null, report)
    return news === null ? [] : [{ unit, news }]
  })
}

function newsOf(before: SummarySource['report'], now: SummarySource['report']): SourceNews | null {
  if (now === null) return before === null ? null : 'withdrawn'
  if (before === null) return 'came'
  if (before.hash === now.hash) return null
  return before.version === now.version ? 'amended' : 'signed-anew'
}

/** The next version's number; null: one is being written already, and two drafts of one thing are one too many. */
export function nextVersion(
  papers: readonly { readonly state: SummaryState; readonly content: SummaryContent }[],
): number | null {
  if (papers.some(({ state }) => state === 'draft')) return null
  return papers.reduce((newest, { content }) => Math.max(newest, content.version), 0) + 1
}
