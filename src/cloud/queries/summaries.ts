import type { Context } from '#cloud/context'
import { contentHash } from '#cloud/operations/canonical'
import { summaryOf, summaryState } from '#cloud/operations/summary-paper'
import { ok, type Result, refuse } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { QueryRequest } from '#contract/query'
import type { SummariesAnswer, SummaryAnswer } from '#contract/summary'
import { receipts } from '#domain/report'
import { draftable, reportPeriods } from '#domain/report-period'
import { changesSince, figuresOfSources, type SummarySource } from '#domain/summary'
import { composeSummary } from '#domain/summary-narrative'
import { campaignOf } from './campaign-of'
import { onePaper, type Paper, papersOf } from './papers'
import { permit } from './permit'
import { sourcesOf } from './sources-of'
import { unitNamed } from './unit-named'

type Asked<Action extends QueryRequest['action']> = Extract<QueryRequest, { action: Action }>

/** Every period whose reports are drafted, the newest first: how the units stand, and which versions of 汇总 and 专报 there are. */
export async function summaries(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { campaign: campaignId }: Asked<'summaries'>,
): Promise<Result<SummariesAnswer>> {
  const refused = permit(context, staff, 'summary.read', { unitId, street: streetId })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const campaign = await campaignOf(db, unitId, campaignId)
  if (campaign === undefined) return refuse(4041, '没有这个行动', 'campaign')
  const periods = draftable(reportPeriods(campaign), now)
  const sources = await sourcesOf(db, unitId, campaignId, periods, now)
  const papers = await papersOf(db, unitId, 'summary', campaignId)
  return ok({
    periods: [...periods].reverse().map(({ due, from, to }) => {
      const signed = sources.get(due) ?? []
      return {
        due,
        from,
        to,
        receipts: countedReceipts(signed),
        papers: papers.filter(({ period }) => period === due).map((paper) => lineOf(paper, signed)),
      }
    }),
    asOf: now,
  })
}

/** One summary: what was issued, and what the units have signed by now. */
export async function summary(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { id }: Asked<'summary'>,
): Promise<Result<SummaryAnswer>> {
  const refused = permit(context, staff, 'summary.read', { unitId, street: streetId })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const paper = await onePaper(db, unitId, 'summary', id)
  if (paper === undefined) return refuse(4041, '没有这份汇总或专报', 'id')
  const street = await unitNamed(db, unitId)
  const content = summaryOf(paper)
  const campaign = await campaignOf(db, unitId, content.campaignId)
  const sources = (await sourcesOf(db, unitId, content.campaignId, [content], now)).get(content.due) ?? []
  return ok({
    id,
    street,
    campaign: { id: content.campaignId, name: campaign?.name ?? '' },
    state: summaryState(paper),
    content,
    sources: [...sources],
    figures: figuresOfSources(sources),
    seen: contentHash({ sources, edits: content.edits }),
    composed: composeSummary(content, sources),
    changes: content.issued === null ? [] : [...changesSince(content.issued.sources, sources)],
    asOf: now,
  })
}

function lineOf(paper: Paper, sources: readonly SummarySource[]) {
  const { kind, version, issued } = summaryOf(paper)
  return {
    id: paper.paper_id,
    kind,
    version,
    state: summaryState(paper),
    issuedAt: issued?.issuedAt ?? null,
    issuedBy: issued?.issuedBy.name ?? null,
    changed: issued === null ? 0 : changesSince(issued.sources, sources).length,
  }
}

function countedReceipts(sources: readonly SummarySource[]): SummariesAnswer['periods'][number]['receipts'] {
  const counts = { 'not-due': 0, missing: 0, 'in-time': 0, late: 0, returned: 0 }
  for (const receipt of receipts) counts[receipt] = sources.filter((source) => source.receipt === receipt).length
  return counts
}
