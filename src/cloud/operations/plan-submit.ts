import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { movePlan } from '#domain/plan'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { planRefused } from './plan-change'
import { planFor, planPaper } from './plan-paper'
import type { WorkingSet } from './working-set'

/** A unit hands in its publicity plan, or the next version of it (S10). */
export function submitPlan(
  { id, body }: OperationOf<'plan.submit'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'plan.submit', { unitId: set.unitId }, when.day)
  if (refused) return refused
  const campaign = set.campaigns.get(body.campaignId)
  const found = planFor(body.campaignId, id, when, set)
  if (campaign === undefined || found === undefined) return problem(4041, '没有这个行动', 'body.campaignId')
  const outside = body.items.findIndex(({ day }) => day < campaign.from || campaign.to < day)
  if (outside >= 0) return problem(4223, `第 ${outside + 1} 项不在行动的起止日期内`, `body.items.${outside}.day`)
  if (new Set(body.items.map((item) => item.id)).size < body.items.length)
    return problem(4223, '有重复的编号', 'body.items')
  const verdict = movePlan(found.state, 'submit', 'author')
  if (verdict.kind === 'refused') return planRefused(verdict.why)
  const { content } = found
  if (body.base !== content.versions.length) return problem(4095, '计划刚被同事改过，请看过新的再提交', 'body.base')
  const version = {
    version: body.base + 1,
    items: body.items,
    at: when.receivedAt,
    by: { id: when.author.id, name: when.author.name },
  }
  const next = { ...content, versions: [...content.versions, version], acceptedAt: null }
  set.papers.put({ ...found.paper, ...planPaper(next, verdict.state), seq: when.seq })
  return undefined
}
