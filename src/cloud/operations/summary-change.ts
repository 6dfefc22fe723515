import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { figuresOfSources, type SummaryContent } from '#domain/summary'
import { composeSummary } from '#domain/summary-narrative'
import { contentHash } from './canonical'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { summaryOf, summaryPaper } from './summary-paper'
import type { WorkingSet } from './working-set'

type SummaryOperation = OperationOf<'summary.edit' | 'summary.issue'>

/** Written and issued by the street's clerks. What is issued never changes: of two who issue at once the second hears who was first. */
export function changeSummary(operation: SummaryOperation, when: Occurrence, set: WorkingSet): Problem | undefined {
  const refused = judge(when.author, operation.type, { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  const paper = set.papers.get(operation.body.paperId)
  if (paper?.kind !== 'summary') return problem(4041, '没有这份汇总或专报', 'body.paperId')
  const before = summaryOf(paper)
  if (before.issued !== null)
    return problem(4099, `${before.issued.issuedBy.name}已签发第 ${before.version} 版，要改请另拟一版`)
  const next = operation.type === 'summary.edit' ? edited(operation, before) : issued(operation, before, when, set)
  if ('problem' in next) return next.problem
  const state = next.content.issued === null ? 'draft' : 'issued'
  set.papers.put({ ...paper, ...summaryPaper(next.content, state), seq: when.seq })
  return undefined
}

type Next = { readonly content: SummaryContent } | { readonly problem: Problem }

function edited({ body }: OperationOf<'summary.edit'>, before: SummaryContent): Next {
  const { base, narrative, problems, next } = body
  if (base !== before.edits)
    return { problem: problem(4095, '别人刚保存过这份稿子，您写的还在本机，请刷新看过再改', 'body.base') }
  return { content: { ...before, narrative, problems, next, edits: before.edits + 1 } }
}

function issued(
  { body }: OperationOf<'summary.issue'>,
  before: SummaryContent,
  when: Occurrence,
  set: WorkingSet,
): Next {
  const sources = set.summarised.get(body.paperId)
  if (sources === undefined) throw new Error('a summary is issued without its sources')
  if (contentHash({ sources, edits: before.edits }) !== body.seen)
    return { problem: problem(4095, '刚有单位报来、更正，或文字刚被改过，请看过新的内容再签发', 'body.seen') }
  if (sources.every(({ report }) => report === null))
    return { problem: problem(4093, '这一期还没有单位报送，没有可以汇总的数据') }
  const version = {
    sources,
    figures: figuresOfSources(sources),
    narrative: before.narrative ?? composeSummary(before, sources),
    problems: before.problems,
    next: before.next,
    issuedAt: when.receivedAt,
    issuedBy: { id: when.author.id, name: when.author.name },
    seq: when.seq,
  }
  return { content: { ...before, issued: { ...version, hash: contentHash(version) } } }
}
