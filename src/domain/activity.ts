import { MINUTE, type Milliseconds } from './time'

/**
 * Outreach with a start and an end. The first six are done by people and count into the 60 minutes; the last five play or
 * stand by themselves, are counted apart, and never alone fulfil them (S16).
 */
export const attendedChannels = [
  'street-stall', // 现场咨询
  'lecture', // 宣讲授课
  'enterprise-visit', // 进企业
  'school-visit', // 进校园
  'meeting', // 居民会议
  'performance', // 文艺节目
] as const
export const broadcastChannels = [
  'loudspeaker', // 广播喇叭
  'screen', // 电子屏
  'wechat-group', // 微信群
  'official-account', // 公众号
  'sms', // 短信
] as const
export const activityChannels = [...attendedChannels, ...broadcastChannels] as const
export type ActivityChannel = (typeof activityChannels)[number]

/** What two clocks may differ by before an end lies in the future. */
const CLOCK_SLACK: Milliseconds = 5 * MINUTE

/** Minutes are of what was done: an activity is logged once it is over, so that no plan ever counts as outreach. */
export function isOver(end: Milliseconds, now: Milliseconds): boolean {
  return end <= now + CLOCK_SLACK
}

/** Where minutes come from: doors, leaflets, a dissuasion that met somebody, or one of the activities. */
export type Channel = 'door' | 'leaflet' | 'dissuasion' | ActivityChannel

export function isBroadcast(channel: Channel): boolean {
  return (broadcastChannels as readonly string[]).includes(channel)
}
