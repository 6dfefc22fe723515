import { MINUTE, type Milliseconds } from './time'

/**
 * Outreach with a start and an end. The attended are done by people and count into the 60 minutes; the others play or are read by
 * themselves, are counted apart, and never alone fulfil them (S16).
 */
export const attendedChannels = [
  'street-stall', // 现场咨询
  'lecture', // 宣讲授课
  'enterprise-visit', // 进企业
  'school-visit', // 进校园
  'meeting', // 居民会议
  'performance', // 文艺节目 (S23)
  'brand', // 宣传品牌 (S23)
] as const
export const playedChannels = [
  'loudspeaker', // 广播喇叭
  'screen', // 电子屏
] as const
export const onlineChannels = [
  'wechat-group', // 微信群
  'official-account', // 公众号
  'sms', // 短信
  'video', // 短视频
] as const
export const broadcastChannels = [...playedChannels, ...onlineChannels] as const
export const activityChannels = [...attendedChannels, ...broadcastChannels] as const
export type ActivityChannel = (typeof activityChannels)[number]

/** What stands at a place for days (S14): posted, checked and taken down, never an activity, and never a minute. */
export const standingChannels = [
  'slogan', // 标语
  'banner', // 横幅
  'board', // 宣传栏
] as const
export type StandingChannel = (typeof standingChannels)[number]

/** What two clocks may differ by before an end lies in the future. */
const CLOCK_SLACK: Milliseconds = 5 * MINUTE

/** Minutes are of what was done: an activity is logged once it is over, so that no plan ever counts as outreach. */
export function isOver(end: Milliseconds, now: Milliseconds): boolean {
  return end <= now + CLOCK_SLACK
}

/** Where minutes come from: doors, leaflets, a dissuasion that met somebody, or one of the activities. */
export type TimedChannel = 'door' | 'leaflet' | 'dissuasion' | ActivityChannel

/** Every way in which people are reached. */
export const channels = ['door', 'leaflet', 'dissuasion', ...activityChannels, ...standingChannels] as const
export type Channel = (typeof channels)[number]

export function isBroadcast(channel: Channel): boolean {
  return (broadcastChannels as readonly string[]).includes(channel)
}

export function isOnline(channel: Channel): boolean {
  return (onlineChannels as readonly string[]).includes(channel)
}
