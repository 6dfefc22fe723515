import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { draftedAt, reportPeriods } from '#domain/report-period'
import { nextVersion } from '#domain/summary'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { summaryOf, summaryPaper, summaryState } from './summary-paper'
import type { WorkingSet } from './working-set'

/** A summary of a period begins: its figures are the units' signatures, whenever it is looked at, until it is issued. */
export function composeSummaryPaper(
  { id, body }: OperationOf<'summary.compose'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'summary.compose', { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  if (set.street !== set.unitId) return problem(4001, '汇总和专报写在街道自己的单位里', 'unit')
  const campaign = set.campaigns.get(body.campaignId)
  if (campaign === undefined) return problem(4041, '没有这个行动', 'body.campaignId')
  const period = reportPeriods(campaign).find(({ due }) => due === body.due)
  if (period === undefined) return problem(4041, '这个行动没有这一期半月报，请重新选择', 'body.due')
  if (when.receivedAt < draftedAt(period)) return problem(4093, '还没有到报送日，到期日上午九点以后再汇总')
  const others = [...set.papers.values()]
    .filter(
      ({ kind, campaign_id, period: due }) => kind === 'summary' && campaign_id === campaign.id && due === body.due,
    )
    .map((paper) => ({ state: summaryState(paper), content: summaryOf(paper) }))
    .filter(({ content }) => content.kind === body.kind)
  const version = nextVersion(others)
  if (version === null) return problem(4095, '这一期已有一份草稿，请刷新后在那份上修改')
  const content = {
    ...period,
    campaignId: campaign.id,
    kind: body.kind,
    version,
    narrative: null,
    problems: '',
    next: '',
    edits: 0,
    issued: null,
  }
  set.papers.put({
    ...summaryPaper(content, 'draft'),
    unit_id: set.unitId,
    paper_id: id,
    author: when.author.id,
    at: when.receivedAt,
    seq: when.seq,
  })
  return undefined
}
