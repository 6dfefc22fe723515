import * as v from 'valibot'
import { receipts } from '#domain/report'
import { summaryKinds, summaryStates } from '#domain/summary'
import { paragraphs, reportFigures } from './report'
import { count, instant, localDate, operationId, positive, seq, sha256, staffId, unitId } from './scalars'
import { unitOfStreet } from './street'

/** 汇总 and 专报 (S36): papers of the street, made of what its units signed; issued they never change. */

/** The next version of a period's summary, called by this operation's id; refused while another is being written (4095). */
export const summaryCompose = v.strictObject({
  type: v.literal('summary.compose'),
  body: v.strictObject({ campaignId: operationId, kind: v.picklist(summaryKinds), due: localDate }),
})

/** The street's own words. `narrative` null: the paragraphs that the figures compose. `base`: how often it had been edited (4095). */
export const summaryEdit = v.strictObject({
  type: v.literal('summary.edit'),
  body: v.strictObject({
    paperId: operationId,
    base: count,
    narrative: v.nullable(v.pipe(paragraphs(6000), v.minLength(1))),
    problems: paragraphs(2000),
    next: paragraphs(2000),
  }),
})

/** `seen`: the hash of what whoever issues had before his eyes; another now, and it is not issued (4095). */
export const summaryIssue = v.strictObject({
  type: v.literal('summary.issue'),
  body: v.strictObject({ paperId: operationId, seen: sha256 }),
})

const source = v.object({
  unit: unitOfStreet,
  receipt: v.picklist(receipts),
  report: v.nullable(
    v.object({ paperId: operationId, version: positive, amendments: count, figures: reportFigures, hash: sha256 }),
  ),
})
const sources = v.pipe(v.array(source), v.readonly())

/** As its paper holds it. */
export const summaryContent = v.object({
  campaignId: operationId,
  due: localDate,
  from: localDate,
  to: localDate,
  kind: v.picklist(summaryKinds),
  version: positive,
  narrative: v.nullable(v.string()),
  problems: v.string(),
  next: v.string(),
  edits: count,
  issued: v.nullable(
    v.object({
      sources,
      figures: reportFigures,
      narrative: v.string(),
      problems: v.string(),
      next: v.string(),
      issuedAt: instant,
      issuedBy: v.object({ id: staffId, name: v.string() }),
      seq,
      hash: sha256,
    }),
  ),
})

export const summaryQueries = [
  /** The street's summaries of a campaign: every period whose reports are drafted, the newest first, with all versions. */
  v.object({ action: v.literal('summaries'), unit: unitId, campaign: operationId }),
  /** One, with what the units have signed by now. */
  v.object({ action: v.literal('summary'), unit: unitId, id: operationId }),
] as const

const change = v.object({
  unit: unitOfStreet,
  news: v.picklist(['came', 'amended', 'signed-anew', 'withdrawn']),
})

export const summariesAnswer = v.object({
  periods: v.array(
    v.object({
      due: localDate,
      from: localDate,
      to: localDate,
      /** Units by how they stand; together all of them. */
      receipts: v.object(v.entriesFromList(receipts, count)),
      /** By kind, the newest version first. */
      papers: v.array(
        v.object({
          id: operationId,
          kind: v.picklist(summaryKinds),
          version: positive,
          state: v.picklist(summaryStates),
          issuedAt: v.nullable(instant),
          issuedBy: v.nullable(v.string()),
          /** Units that signed something else since it was issued. */
          changed: count,
        }),
      ),
    }),
  ),
  asOf: instant,
})
export type SummariesAnswer = v.InferOutput<typeof summariesAnswer>

export const summaryAnswer = v.object({
  id: operationId,
  street: unitOfStreet,
  campaign: v.object({ id: operationId, name: v.string() }),
  state: v.picklist(summaryStates),
  content: summaryContent,
  /** As of `asOf`, with their hash: what an issue would freeze. */
  sources,
  figures: reportFigures,
  seen: sha256,
  composed: v.string(),
  /** Of an issued one: what units signed since. */
  changes: v.array(change),
  asOf: instant,
})
export type SummaryAnswer = v.InferOutput<typeof summaryAnswer>
