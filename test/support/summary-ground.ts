import { report, reports } from '#cloud/queries/reports'
import { summary } from '#cloud/queries/summaries'
import { runTimer } from '#cloud/timer/run-timer'
import type { PushOutcome } from '#contract/push'
import type { ReportAnswer } from '#contract/report'
import type { SummaryAnswer } from '#contract/summary'
import { noticeCampaign } from '#domain/campaign'
import type { OperationId } from '#domain/ids'
import type { SummaryKind } from '#domain/summary'
import { type LocalDate, MINUTE, startOfDay } from '#domain/time'
import { type CampaignStreet, type CampaignUnit, campaignStreet } from './campaign-street'
import type { TestContext } from './field-fixture'
import { answerOf } from './field-under-test'

export const due = '2021-03-29' as LocalDate

export interface SummaryGround extends CampaignStreet {
  readonly campaign: OperationId
  unit(nth: number): CampaignUnit
  lecture(nth: number, minutes: number): Promise<OperationId>
  report(nth: number): Promise<ReportAnswer>
  sign(nth: number): Promise<void>
  compose(kind?: SummaryKind): Promise<OperationId>
  now(id: OperationId): Promise<SummaryAnswer>
  /** `seen`: of what is there now unless said otherwise. */
  issue(id: OperationId, seen?: string): Promise<PushOutcome>
}

/**
 * A street at nine on the first due day: its eight units' reports are drafted, each of one lecture, a minute longer from unit to unit; the
 * first three have signed.
 */
export async function summaryGround(context: TestContext): Promise<SummaryGround> {
  context.clock.time = startOfDay(noticeCampaign.from)
  const street = await campaignStreet(context)
  const body = { campaignId: null, base: 0, campaign: noticeCampaign }
  const campaign = await street.does(street.clerk, street.street, 'campaign.set', body)
  const unit = (nth: number): CampaignUnit => {
    const found = street.units[nth]
    if (found === undefined) throw new Error(`no unit ${nth}`)
    return found
  }
  const viewer = { staff: street.clerk, unitId: street.street, stationId: null, streetId: street.street }
  const ground: SummaryGround = {
    ...street,
    campaign,
    unit,
    lecture(nth, minutes) {
      const to = context.clock.time
      const { head, id } = unit(nth)
      const lecture = {
        channel: 'lecture' as const,
        from: to - minutes * MINUTE,
        to,
        place: '会议室',
        audience: minutes,
      }
      return street.does(head, id, 'activity.log', lecture)
    },
    async report(nth) {
      const { head, id } = unit(nth)
      const asHead = { staff: head, unitId: id, stationId: null, streetId: street.street }
      const listed = answerOf(await reports(context, asHead, { action: 'reports', unit: id, campaign })).reports
      const paper = listed.find((one) => one.due === due)?.id
      if (paper === null || paper === undefined) throw new Error('not drafted')
      return answerOf(await report(context, asHead, { action: 'report', unit: id, id: paper }))
    },
    async sign(nth) {
      const { id, seen } = await ground.report(nth)
      await street.does(unit(nth).head, unit(nth).id, 'report.sign', { paperId: id, seen })
    },
    compose: (kind = 'collected') =>
      street.does(street.clerk, street.street, 'summary.compose', { campaignId: campaign, kind, due }),
    now: async (id) => answerOf(await summary(context, viewer, { action: 'summary', unit: street.street, id })),
    issue: async (id, seen) =>
      street.tries(street.clerk, street.street, 'summary.issue', {
        paperId: id,
        seen: seen ?? (await ground.now(id)).seen,
      }),
  }
  street.at('2021-03-28' as LocalDate, 20)
  for (const [nth] of street.units.entries()) await ground.lecture(nth, 61 + nth)
  street.at(due, 9)
  await runTimer(context)
  for (const nth of [0, 1, 2]) await ground.sign(nth)
  return ground
}
