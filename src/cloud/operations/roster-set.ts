import * as v from 'valibot'
import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { rosterContent } from '#contract/roster'
import { groupTwice, type Roster } from '#domain/roster'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import type { PaperRow, WorkingSet } from './working-set'

/** 领导小组 and 专班, as the street names them from now on (S06, S07). */
export function setRoster(
  { id, body }: OperationOf<'roster.set'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'roster.set', { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  if (set.street !== set.unitId) return problem(4001, '名单写在街道自己的单位里', 'unit')
  const twice = groupTwice(body.groups)
  if (twice !== undefined) return problem(4001, `有两个组都叫“${twice}”，请改一个名称`, 'body.groups')
  const paper = [...set.papers.values()].find(({ kind }) => kind === 'roster')
  if (body.base !== (paper === undefined ? 0 : rosterOf(paper).version))
    return problem(4095, '名单刚被同事改过，请看过新的再改', 'body.base')
  const content: Roster = { version: body.base + 1, groups: body.groups, at: when.receivedAt, by: when.author.name }
  set.papers.put({
    unit_id: set.unitId,
    paper_id: paper?.paper_id ?? id,
    kind: 'roster',
    campaign_id: null,
    period: null,
    state: 'set',
    author: when.author.id,
    at: content.at,
    due_at: null,
    content,
    seq: when.seq,
  })
  return undefined
}

export function rosterOf({ content }: Pick<PaperRow, 'content'>): Roster {
  return v.parse(rosterContent, content)
}
