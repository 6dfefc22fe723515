import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import type { Campaign } from '#domain/campaign'
import { type EvaluationContent, itemsFor, mayIssue, openEvaluation, scoreOf, type UnitScore } from '#domain/evaluation'
import { contentHash } from './canonical'
import { evaluationOf, evaluationPaper } from './evaluation-paper'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import type { Evaluated, WorkingSet } from './working-set'

type EvaluationOperation = OperationOf<'evaluation.adjust' | 'evaluation.issue'>

/** The street's sheet: another number with its reason, or a version that from then on stays as it is (S13). */
export function changeEvaluation(
  operation: EvaluationOperation,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, operation.type, { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  if (set.street !== set.unitId) return problem(4001, '评估考核写在街道自己的单位里', 'unit')
  const campaign = set.campaigns.get(operation.body.campaignId)
  if (campaign === undefined) return problem(4041, '没有这个行动', 'body.campaignId')
  const evaluated = set.evaluated.get(campaign.id)
  if (evaluated === undefined) throw new Error('an evaluation is changed without its units')
  const paper = [...set.papers.values()].find((one) => one.kind === 'evaluation' && one.campaign_id === campaign.id)
  const before = paper === undefined ? openEvaluation(campaign.id) : evaluationOf(paper)
  const next =
    operation.type === 'evaluation.adjust'
      ? adjusted(operation, before, campaign, evaluated, when)
      : issued(operation, before, campaign, evaluated, when)
  if ('problem' in next) return next.problem
  set.papers.put({
    ...(paper ?? {
      unit_id: set.unitId,
      paper_id: operation.id,
      author: when.author.id,
      at: when.receivedAt,
    }),
    ...evaluationPaper(next.content),
    seq: when.seq,
  })
  return undefined
}

type Next = { readonly content: EvaluationContent } | { readonly problem: Problem }

function adjusted(
  { body }: OperationOf<'evaluation.adjust'>,
  before: EvaluationContent,
  campaign: Campaign,
  { units }: Evaluated,
  when: Occurrence,
): Next {
  const { base, unitId, item: itemId, tenths, reason } = body
  if (base !== before.adjustments.length)
    return {
      problem: problem(4095, '别人刚调整过分数，请刷新看过再改', 'body.base'),
    }
  const unit = units.find(({ id }) => id === unitId)
  if (unit === undefined) return { problem: problem(4041, '街道里没有这个参评单位', 'body.unitId') }
  const item = itemsFor(campaign, unit.kind).find(({ id }) => id === itemId)
  if (item === undefined) return { problem: problem(4041, '这个单位没有这一项', 'body.item') }
  const most = Math.round(item.points * 10)
  if (tenths !== null && tenths > most)
    return {
      problem: problem(4001, `这一项最多 ${item.points} 分`, 'body.tenths'),
    }
  const change = {
    unitId,
    item: itemId,
    tenths,
    reason,
    at: when.receivedAt,
    by: when.author.name,
  }
  return {
    content: { ...before, adjustments: [...before.adjustments, change] },
  }
}

function issued(
  { body }: OperationOf<'evaluation.issue'>,
  before: EvaluationContent,
  campaign: Campaign,
  evaluated: Evaluated,
  when: Occurrence,
): Next {
  if (!mayIssue(campaign, when.day))
    return {
      problem: problem(4093, `评估期到 ${campaign.evaluation.to} 结束，当天起才能签发`),
    }
  const units = sheetOf(campaign, before, evaluated)
  if (sheetHash(units, before) !== body.seen)
    return {
      problem: problem(4095, '数据或分数刚有变化，请看过新的评估表再签发', 'body.seen'),
    }
  if (units.length === 0) return { problem: problem(4093, '街道还没有参评单位') }
  const open = units.reduce((total, one) => total + one.open, 0)
  if (open > 0)
    return {
      problem: problem(4093, `还有 ${open} 项算不出分，请先由街道评定并写明理由`),
    }
  const version = {
    version: before.issued.length + 1,
    units,
    issuedAt: when.receivedAt,
    issuedBy: { id: when.author.id, name: when.author.name },
    seq: when.seq,
  }
  return {
    content: {
      ...before,
      issued: [...before.issued, { ...version, hash: contentHash(version) }],
    },
  }
}

/** Every unit's line, in the order of the list, which is nobody's rank. */
export function sheetOf(
  campaign: Campaign,
  { adjustments }: EvaluationContent,
  { units, figures }: Evaluated,
): readonly UnitScore[] {
  return units.map((unit) =>
    scoreOf(unit, itemsFor(campaign, unit.kind), figures.get(unit.id) ?? new Map(), adjustments),
  )
}

/** What whoever issues must have had before his eyes. */
export function sheetHash(units: readonly UnitScore[], { adjustments, issued }: EvaluationContent): string {
  return contentHash({
    units,
    adjustments: adjustments.length,
    issued: issued.length,
  })
}
