import * as v from 'valibot'
import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { baselineContent } from '#contract/rates'
import { mergeBaseline } from '#domain/baseline'
import { inYear } from '#domain/month'
import { type LocalDate, startOfDay } from '#domain/time'
import { reportingKinds } from '#domain/unit'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import type { PaperRow, WorkingSet } from './working-set'

/** Base figures of a unit, by the street (S38). What was there is replaced only with a reason, and stays readable. */
export function setBaseline(
  { id, body }: OperationOf<'baseline.set'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'baseline.set', { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  if (!reportingKinds.some((kind) => kind === set.unitKind))
    return problem(4001, '基期数按社区和单位填，不填在街道和派出所', 'unit')
  const outside = body.months.findIndex(({ month }) => inYear(month, body.year) !== month)
  if (outside >= 0) return problem(4001, `月份不在 ${body.year} 年`, `body.months.${outside}.month`)
  if (new Set(body.months.map(({ month }) => month)).size < body.months.length)
    return problem(4001, '同一个月出现了两次', 'body.months')
  const period = String(body.year)
  const paper = [...set.papers.values()].find((one) => one.kind === 'baseline' && one.period === period)
  const before = paper === undefined ? null : baselineOf(paper)
  if ((before?.version ?? 0) !== body.base) return problem(4095)
  const { months, corrected, added } = mergeBaseline(before?.months ?? [], body.months)
  const [first] = corrected
  if (added === 0 && first === undefined) return problem(4001, '没有改动', 'body.months')
  const { reason } = body
  if (first !== undefined && reason === undefined)
    return problem(4006, `${first.month} 原为 ${first.from.cases} 起、${first.from.loss} 元`, 'body.reason')
  set.papers.put({
    unit_id: set.unitId,
    paper_id: paper?.paper_id ?? id,
    kind: 'baseline',
    campaign_id: null,
    period,
    state: 'entered',
    author: when.author.id,
    at: startOfDay(`${period}-01-01` as LocalDate),
    due_at: null,
    content: {
      year: body.year,
      version: body.base + 1,
      months: months.map(({ month, cases, loss }) => ({ month, cases, loss })),
      corrections: [
        ...(before?.corrections ?? []),
        ...corrected.map((change) => ({ ...change, at: when.at, by: when.author.name, reason: reason ?? '' })),
      ],
    },
    seq: when.seq,
  })
  return undefined
}

export function baselineOf({ content }: Pick<PaperRow, 'content'>): v.InferOutput<typeof baselineContent> {
  return v.parse(baselineContent, content)
}
