import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { isOver } from '#domain/activity'
import { currentPolicy } from '#domain/minutes-policy'
import { DAY, dayOf } from '#domain/time'
import { judge } from './judge'
import { isLate, type Occurrence, tooOld } from './occurrence'
import type { WorkingSet } from './working-set'

/** Outreach with a start and an end. Its times came from the same clock as the operation, so they are corrected alike. */
export function logActivity(
  { id, body }: OperationOf<'activity.log'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'activity.log', { unitId: set.unitId }, when.day)
  if (refused) return refused
  const from = when.corrected(body.from)
  const to = when.corrected(body.to)
  if (to <= from) return problem(4223, '结束时间要晚于开始时间', 'body.to')
  if (to - from > DAY) return problem(4223, '一次活动最长 24 小时', 'body.to')
  if (!isOver(to, when.receivedAt)) return problem(4223, '活动还没有结束，请结束后再记', 'body.to')
  if (tooOld(from, when.receivedAt)) return problem(4221, undefined, 'body.from')
  const others = [...new Set(body.with ?? [])].filter((staffId) => staffId !== when.author.id)
  const stranger = others.find((staffId) => set.staff.get(staffId) === undefined)
  if (stranger !== undefined) return problem(4044, stranger, 'body.with')
  set.activities.put({
    unit_id: set.unitId,
    activity_id: id,
    staff_id: when.author.id,
    channel: body.channel,
    from_at: from,
    to_at: to,
    from_day: dayOf(from),
    to_day: dayOf(to - 1),
    received_at: when.receivedAt,
    // By its end: an activity of yesterday that is told today comes late for yesterday's figure.
    late: isLate(Math.min(to, when.at), when.receivedAt, currentPolicy),
    place: body.place,
    audience: body.audience ?? null,
    with_staff: others,
    note: body.note ?? null,
    seq: when.seq,
  })
  for (const staffId of [when.author.id, ...others]) set.stirred.push({ staffId, span: { from, to: to - 1 } })
  return undefined
}
