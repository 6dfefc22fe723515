import type { Context } from '#cloud/context'
import { contentHash } from '#cloud/operations/canonical'
import { reportOf, reportState } from '#cloud/operations/report-paper'
import { ok, type Result, refuse } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { QueryRequest } from '#contract/query'
import type { ReportAnswer, ReportMatrixAnswer, ReportsAnswer } from '#contract/report'
import { receiptOf, signedNow } from '#domain/report'
import { figureChanges } from '#domain/report-figures'
import { composeNarrative } from '#domain/report-narrative'
import { draftable, type ReportPeriod, reportPeriods } from '#domain/report-period'
import type { Milliseconds } from '#domain/time'
import { arrivalsSince } from './arrivals'
import { campaignOf } from './campaign-of'
import { figuresIn, figuresOf, readCounts } from './figures-of'
import { onePaper, type Paper, papersOf } from './papers'
import { permit } from './permit'
import { receivedFrom, type Signatures, signaturesOf } from './received-reports'
import { reportingUnits } from './reporting-units'
import { unitNamed } from './unit-named'

type Asked<Action extends QueryRequest['action']> = Extract<QueryRequest, { action: Action }>

/** The unit's reports of a campaign, the newest period first; of a signed one also how many figures have changed since. */
export async function reports(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { campaign: campaignId }: Asked<'reports'>,
): Promise<Result<ReportsAnswer>> {
  const refused = permit(context, staff, 'report.read', { unitId, street: streetId })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const campaign = await campaignOf(db, streetId, campaignId)
  if (campaign === undefined) return refuse(4041, '没有这个行动', 'campaign')
  const periods = reportPeriods(campaign)
  const papers = await papersOf(db, unitId, 'report', campaignId)
  // Once for all of them: a year has two dozen.
  const counts = await readCounts(db, unitId, { from: campaign.from, to: campaign.to })
  const listed: ReportsAnswer['reports'] = []
  for (const period of periods) {
    const paper = papers.find(({ period: due }) => due === period.due)
    const content = paper === undefined ? null : reportOf(paper)
    const line = lineOf(period, paper && content ? { ...paper, ...signaturesOf(content) } : undefined, now)
    const signed = content === null ? null : signedNow(content)
    const changed = signed === null ? 0 : figureChanges(signed.figures, figuresIn(counts, period, now)).length
    listed.unshift({ due: period.due, from: period.from, to: period.to, ...line, changed })
  }
  return ok({ reports: listed, asOf: now })
}

/** One report: what was signed, and the figures as they are now. */
export async function report(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { id }: Asked<'report'>,
): Promise<Result<ReportAnswer>> {
  const refused = permit(context, staff, 'report.read', { unitId, street: streetId })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const paper = await onePaper(db, unitId, 'report', id)
  if (paper === undefined) return refuse(4041, '没有这份半月报', 'id')
  const unit = await unitNamed(db, unitId)
  const content = reportOf(paper)
  const campaign = await campaignOf(db, streetId, content.campaignId)
  const { figures, waiting } = await figuresOf(db, unitId, content, now)
  const signed = signedNow(content)
  const { records, arrivals } =
    signed === null ? { records: [], arrivals: 0 } : await arrivalsSince(db, unitId, content, signed.seq)
  return ok({
    id,
    unit,
    campaign: { id: content.campaignId, name: campaign?.name ?? '' },
    state: reportState(paper),
    receipt: lineOf(content, { ...paper, ...signaturesOf(content) }, now).receipt,
    content,
    figures,
    seen: contentHash(figures),
    composed: composeNarrative(unit.name, content, figures),
    waiting: [...waiting],
    records: [...records],
    arrivals,
    asOf: now,
  })
}

/** What the street has received: every unit by every period whose draft is due (S12). */
export async function reportMatrix(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { campaign: campaignId }: Asked<'report-matrix'>,
): Promise<Result<ReportMatrixAnswer>> {
  const refused = permit(context, staff, 'report.collect', { unitId, street: streetId })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const campaign = await campaignOf(db, unitId, campaignId)
  if (campaign === undefined) return refuse(4041, '没有这个行动', 'campaign')
  const units = await reportingUnits(db, unitId)
  const received = await receivedFrom(
    db,
    units.map(({ id }) => id),
    campaignId,
  )
  const periods = draftable(reportPeriods(campaign), now)
  return ok({
    periods: periods.map(({ due, from, to }) => ({ due, from, to })),
    units: units.map((unit) => ({
      unit,
      reports: periods.map((period) => {
        const paper = received.get(`${unit.id} ${period.due}`)
        return { ...lineOf(period, paper, now), remindedAt: paper?.remindedAt ?? null }
      }),
    })),
    asOf: now,
  })
}

function lineOf(
  period: ReportPeriod,
  paper: (Pick<Paper, 'paper_id' | 'state'> & Signatures) | undefined,
  now: Milliseconds,
) {
  if (paper === undefined) return { id: null, state: null, receipt: receiptOf(period, null, now), signedAt: null }
  const { firstSignedAt, signedAt } = paper
  const state = reportState(paper)
  return { id: paper.paper_id, state, receipt: receiptOf(period, { state, firstSignedAt }, now), signedAt }
}
