import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { drawSample } from '#domain/sample'
import { daysBetween } from '#domain/time'
import { sha256 } from './canonical'
import { inspectionPaper } from './inspection-paper'
import { judge } from './judge'
import { LONGEST_PERIOD_DAYS, MOST_OF_FRAME } from './load-frame'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** 抽查: a sample that anybody draws again from its seed and the same records (S33). Stored as it is drawn, once. */
export function drawInspection(
  { id, body }: OperationOf<'inspection.draw'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'inspection.draw', { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  if (set.street !== set.unitId) return problem(4001, '抽查写在街道自己的单位里', 'unit')
  const { from, to, size } = body
  if (daysBetween(from, to) < 0 || daysBetween(from, to) >= LONGEST_PERIOD_DAYS)
    return problem(4229, `抽查的期间从早到晚，最多 ${LONGEST_PERIOD_DAYS} 天`, 'body.to')
  if (to > when.day) return problem(4229, '抽查的期间不能晚于今天', 'body.to')
  const frame = set.frames.get(id)
  if (frame === undefined) throw new Error('a sample is drawn without its frame')
  if (frame.records.length === 0) return problem(4007, '请换一段有走访记录的日期', 'body.from')
  if (frame.records.length > MOST_OF_FRAME) return problem(4229, '这段时间的记录太多，请缩短期间', 'body.to')
  const seed = body.seed ?? when.day
  if (frame.drawn.some((other) => other.seed === seed && other.size === size))
    return problem(4008, '样本已在抽查列表里；要另抽一份，请换一个种子', 'body.seed')
  const { chosen, strata, ...sample } = drawSample(frame.records, size, seed, sha256)
  set.papers.put({
    ...inspectionPaper({
      seed,
      from,
      to,
      size,
      drawnAt: when.receivedAt,
      drawnBy: { id: when.author.id, name: when.author.name },
      ...sample,
      strata: [...strata],
      drawn: chosen.map((record) => ({ ...record, check: null })),
    }),
    unit_id: set.unitId,
    paper_id: id,
    author: when.author.id,
    seq: when.seq,
  })
  // A second draw in the same batch finds the first as one in another batch would.
  for (const [other, { records, drawn }] of set.frames)
    if (other !== id) set.frames.set(other, { records, drawn: [...drawn, { seed, size }] })
  return undefined
}
