import type { ActivityChannel } from './activity'

/** The groups that the notice wants reached one by one (S22). Each is a number; of children there is never more than that. */
export const specificGroups = [
  'officials', // 机关工作人员
  'applicants', // 办事人员
  'kindergarten', // 幼儿园师生
  'employees', // 企业职工
  'online-shoppers', // 网购群体
  'window-visitors', // 窗口群众
] as const
export type SpecificGroup = (typeof specificGroups)[number]
export type GroupCounts = Readonly<Partial<Record<SpecificGroup, number | undefined>>>

/** What was put online. */
export const onlineContents = [
  'warning', // 预警提示
  'case', // 典型案例
  'knowledge', // 防骗知识
  'app', // 国家反诈中心App、96110
  'notice', // 活动通知
] as const
export type OnlineContent = (typeof onlineContents)[number]

/** What is told of an activity beyond its channel, times and place; which of it is asked depends on the channel. */
export interface ActivityDetail {
  /** Of a performance or a brand (S23). */
  readonly title?: string
  readonly sessions?: number
  readonly content?: OnlineContent
  /** Whom a post was put before: members, readers, numbers sent to. A number, never who they are (S15). */
  readonly reach?: number
  readonly groups?: GroupCounts
  /** Ids of the street's tags (S03, S05). */
  readonly tags?: readonly string[]
}

export type ActivityField = 'audience' | 'groups' | 'title' | 'sessions' | 'content' | 'reach'

/** What the form asks for a channel, in its order: the form changes with the channel, and nothing else is asked. */
export function fieldsOf(channel: ActivityChannel): readonly ActivityField[] {
  switch (channel) {
    case 'street-stall':
    case 'lecture':
    case 'enterprise-visit':
    case 'school-visit':
    case 'meeting':
      return ['audience', 'groups']
    case 'performance':
    case 'brand':
      return ['title', 'sessions', 'audience', 'groups']
    case 'wechat-group':
    case 'official-account':
    case 'sms':
    case 'video':
      return ['content', 'reach']
    case 'loudspeaker':
    case 'screen':
      return []
    default:
      return channel satisfies never
  }
}

/** Only groups that were reached at all stay. */
export function addGroups(a: GroupCounts, b: GroupCounts): GroupCounts {
  return Object.fromEntries(
    specificGroups.flatMap((group) => {
      const count = (a[group] ?? 0) + (b[group] ?? 0)
      return count > 0 ? [[group, count] as const] : []
    }),
  )
}
