import type { CampaignFault } from '#domain/campaign'
import { LONGEST_CAMPAIGN_DAYS } from '#domain/campaign'

const partWord: Readonly<Record<string, string>> = {
  to: '行动日期',
  reports: '半月报的起止日期',
  'reports.to': '半月报的起止日期',
  'reports.days': '半月报报送日',
  evaluation: '评估的起止日期',
  'evaluation.to': '评估的起止日期',
  'evaluation.items': '评估项目',
  planDue: '宣传计划报送日',
  phases: '阶段',
  targets: '无诈目标',
  criteria: '无诈条件',
  milestones: '阶段目标',
}

/** `phases.0.to` → `第 1 个阶段`. */
function whereWord(field: string): string {
  const known = partWord[field]
  if (known !== undefined) return known
  const [, list, nth] = /^(phases|milestones|evaluation\.items)\.(\d+)/.exec(field) ?? []
  const word = list === undefined ? undefined : partWord[list]
  return word === undefined ? '行动' : `第 ${Number(nth) + 1} 个${word}`
}

/** What is wrong with a campaign, and what to do about it. */
export function campaignFaultWord({ kind, field }: CampaignFault): string {
  const where = whereWord(field)
  switch (kind) {
    case 'backwards':
      return `${where}：最后一天早于第一天，请改后一个日期`
    case 'outside':
      return `${where}：不在行动的起止日期里，请改它，或改行动日期`
    case 'twice':
      return `${where}：有两个是同一个编号，请删去一个再添加`
    case 'too-long':
      return `一个行动最长 ${LONGEST_CAMPAIGN_DAYS} 天，请核对年份`
    case 'flat':
      return `${where}：得满分与得零分不能是同一个数`
    case 'no-report-day':
      return '半月报报送日：请至少选一天'
    default:
      return kind satisfies never
  }
}
