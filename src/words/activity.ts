import { type ActivityChannel, attendedChannels, onlineChannels, playedChannels } from '#domain/activity'
import { type ActivityDetail, type OnlineContent, type SpecificGroup, specificGroups } from '#domain/activity-detail'
import type { StandingKind } from '#domain/standing'

/** Attended ones count into the 60 minutes, the others are counted apart; the form says which is which. */
export const channelGroups: readonly { readonly word: string; readonly channels: readonly ActivityChannel[] }[] = [
  { word: '有人到场（计入 60 分钟）', channels: attendedChannels },
  { word: '播放（另计）', channels: playedChannels },
  { word: '线上推送（另计）', channels: onlineChannels },
]

/** Things that stay for days: no minutes come of them. */
export const standingKindWord: Readonly<Record<StandingKind, string>> = {
  slogan: '标语',
  banner: '横幅',
  board: '宣传栏',
  screen: '电子屏排期',
  loudspeaker: '喇叭排期',
}

export const groupWord: Readonly<Record<SpecificGroup, string>> = {
  officials: '机关工作人员',
  applicants: '办事人员',
  kindergarten: '幼儿园师生',
  employees: '企业职工',
  'online-shoppers': '网购群体',
  'window-visitors': '窗口群众',
}

export const contentWord: Readonly<Record<OnlineContent, string>> = {
  warning: '预警提示',
  case: '典型案例',
  knowledge: '防骗知识',
  app: '国家反诈中心 App',
  notice: '活动通知',
}

/** `机关工作人员 12 人、企业职工 30 人`; empty when no group was named. */
export function groupsWords({ groups = {} }: ActivityDetail): string {
  return specificGroups
    .flatMap((group) => (groups[group] === undefined ? [] : [`${groupWord[group]} ${groups[group]} 人`]))
    .join('、')
}

/** What is special of an activity, in one line: `《陌生来电》 · 2 场 · 推送 480 人`. */
export function detailWords(detail: ActivityDetail): string {
  return [
    detail.title === undefined ? '' : `《${detail.title}》`,
    detail.sessions === undefined ? '' : `${detail.sessions} 场`,
    detail.content === undefined ? '' : contentWord[detail.content],
    detail.reach === undefined ? '' : `推送 ${detail.reach} 人`,
    groupsWords(detail),
  ]
    .filter((word) => word !== '')
    .join(' · ')
}
