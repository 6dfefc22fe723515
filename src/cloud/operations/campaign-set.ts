import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { type CampaignFault, campaignFault, LONGEST_CAMPAIGN_DAYS } from '#domain/campaign'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** A campaign of the street, new or changed as a whole. Another one beside it stays as it is (S01). */
export function setCampaign(
  { id, body }: OperationOf<'campaign.set'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'campaign.set', { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  if (set.street !== set.unitId) return problem(4001, '行动写在街道自己的单位里', 'unit')
  const fault = campaignFault(body.campaign)
  if (fault !== undefined) return problem(4223, faultWords(fault), `body.campaign.${fault.field}`)
  const before = body.campaignId === null ? undefined : set.campaigns.get(body.campaignId)
  if (body.campaignId !== null && before === undefined) return problem(4041, '没有这个行动', 'body.campaignId')
  if (body.base !== (before?.version ?? 0)) return problem(4095)
  set.campaigns.put({ ...body.campaign, id: before?.id ?? id, version: body.base + 1 })
  return undefined
}

function faultWords({ kind }: CampaignFault): string {
  switch (kind) {
    case 'backwards':
      return '最后一天早于第一天'
    case 'outside':
      return '超出行动的起止日期'
    case 'twice':
      return '有重复的编号'
    case 'too-long':
      return `一个行动最长 ${LONGEST_CAMPAIGN_DAYS} 天，请核对年份`
    case 'flat':
      return '得满分与得零分不能是同一个数'
    case 'no-report-day':
      return '请至少填一个报送日'
    default:
      return kind satisfies never
  }
}
