import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { isOver } from '#domain/activity'
import { type ActivityDetail, addGroups } from '#domain/activity-detail'
import { DAY, dayOf } from '#domain/time'
import { type Occurrence, tooOld } from './occurrence'
import type { ActivityRow, WorkingSet } from './working-set'

type Telling = OperationOf<'activity.log'> | OperationOf<'activity.amend'>
type Content = Telling['body']

/** Whether an activity can have been so. Its times came from the same clock as the operation, so they are corrected alike. */
export function wrongActivity(body: Content, when: Occurrence, set: WorkingSet): Problem | undefined {
  const from = when.corrected(body.from)
  const to = when.corrected(body.to)
  if (to <= from) return problem(4223, '结束时间要晚于开始时间', 'body.to')
  if (to - from > DAY) return problem(4223, '一次活动最长 24 小时', 'body.to')
  if (!isOver(to, when.receivedAt)) return problem(4223, '活动还没有结束，请结束后再记', 'body.to')
  if (tooOld(from, when.receivedAt)) return problem(4221, undefined, 'body.from')
  const unknown = body.tags?.find((tag) => !set.settings.tags.some(({ id }) => id === tag))
  // A tag that was ever given is never taken out, only no longer offered.
  if (unknown !== undefined) return problem(4001, `没有标签 ${unknown}`, 'body.tags')
  const stranger = body.with?.find((staffId) => set.staff.get(staffId) === undefined)
  return stranger === undefined ? undefined : problem(4044, stranger, 'body.with')
}

/** What an activity's form says, as its row holds it. An amendment brings the whole new content: what it leaves out is gone. */
export function activityContent(
  { id, body, author }: Pick<Telling, 'id' | 'body' | 'author'>,
  when: Occurrence,
): Pick<
  ActivityRow,
  | 'channel'
  | 'from_at'
  | 'to_at'
  | 'from_day'
  | 'to_day'
  | 'place'
  | 'audience'
  | 'with_staff'
  | 'note'
  | 'detail'
  | 'content_id'
  | 'content_at'
> {
  const from = when.corrected(body.from)
  const to = when.corrected(body.to)
  return {
    channel: body.channel,
    from_at: from,
    to_at: to,
    from_day: dayOf(from),
    to_day: dayOf(to - 1),
    place: body.place,
    audience: body.audience ?? null,
    with_staff: [...new Set(body.with ?? [])].filter((staffId) => staffId !== author),
    note: body.note ?? null,
    detail: activityDetail(body),
    content_id: id,
    content_at: when.at,
  }
}

export function activityDetail({ title, sessions, content, reach, groups, tags }: Content): ActivityDetail {
  const reached = addGroups({}, groups ?? {})
  return {
    ...(title === undefined ? {} : { title }),
    ...(sessions === undefined ? {} : { sessions }),
    ...(content === undefined ? {} : { content }),
    ...(reach === undefined ? {} : { reach }),
    ...(Object.keys(reached).length === 0 ? {} : { groups: reached }),
    ...(tags === undefined || tags.length === 0 ? {} : { tags: [...new Set(tags)] }),
  }
}
