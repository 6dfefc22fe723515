import type { ReviewAnswer, ReviewsAnswer } from '#contract/review'
import type { Channel } from '#domain/activity'
import type { Rectified, ReviewGap, ReviewState } from '#domain/case-review'
import type { GapKind, TouchReach } from '#domain/crime-touches'
import type { StandingKind } from '#domain/standing'
import type { LocalDate } from '#domain/time'
import { standingKindWord } from './activity'
import { shortDate } from './format'
import { channelWord } from './labels'
import { outcomeShape, outcomeWord } from './outcome'

type Row = ReviewsAnswer['reviews'][number]
type TouchShown = ReviewAnswer['touches'][number]

const stateWord: Readonly<Record<ReviewState, string>> = {
  open: '○ 待答复',
  answered: '◐ 待街道审',
  closed: '✓ 已办结',
}

/** A shape beside each word: state is never colour alone. */
export function reviewStateWord({ counts, state, overdue, returned }: Row): string {
  if (!counts) return '▢ 不计入'
  if (overdue) return '! 已逾期'
  return returned ? '↩ 已退回' : stateWord[state]
}

export const reviewGapWord: Readonly<Record<ReviewGap, string>> = {
  'not-visited': '没有走访到',
  'not-met': '走访过，没见到人',
  'other-topic': '见到人，没提醒这一类',
  warned: '提醒过，仍然受骗',
  'alert-missed': '有预警，处置不到位',
  'not-resident': '不在本辖区常住',
}

/** What ought to have been there. */
export const gapKindWord: Readonly<Record<GapKind, string>> = {
  visit: '上门',
  met: '见到本人或家人',
  leaflet: '发到资料',
  activity: '现场活动',
  broadcast: '广播、推送和张贴',
  alert: '预警',
}

export const touchReachWord: Readonly<Record<TouchReach, string>> = {
  person: '本人',
  door: '本户',
  building: '本楼栋',
  compound: '本小区',
  unit: '本单位',
}

/** Days before the crime. */
export function daysBeforeWord(days: number | null): string {
  if (days === null) return '此前没有'
  return days === 0 ? '案发当天' : `案发前 ${days} 天`
}

/** What it was, and what came of it: `入户走访 ✓ 见面`. */
export function touchWord({ kind, outcome, met, channel }: TouchShown): string {
  switch (kind) {
    case 'visit':
      return outcome === null ? '入户走访' : `入户走访 ${outcomeShape[outcome]} ${outcomeWord[outcome]}`
    case 'dissuasion':
      return met ? '上门劝阻 ✓ 见面' : '上门劝阻 ○ 未见到'
    case 'alert':
      return '预警'
    case 'leaflet':
      return '发放资料'
    case 'activity':
    case 'broadcast':
      return channel === null ? '宣传活动' : channelOf(channel)
    case 'standing':
      return channel === null ? '张贴' : standingOf(channel)
    default:
      return kind satisfies never
  }
}

type Either = NonNullable<TouchShown['channel']>

function channelOf(channel: Either): string {
  return channelWord[channel satisfies Channel]
}

function standingOf(channel: Either): string {
  const words: Readonly<Partial<Record<Either, string>>> = standingKindWord satisfies Record<StandingKind, string>
  return words[channel] ?? channelOf(channel)
}

/** The one answer: how often anything had come near, and how long before. */
export function nearWord({ touches, place }: Pick<ReviewAnswer, 'touches' | 'place'>): string {
  const near = touches.filter(isNear)
  const [newest] = near
  if (newest !== undefined) return `案发前触及这一户 ${near.length} 次，最近一次${daysWord(newest.days)}`
  return place.kind === 'door' ? '案发前没有一条记录触及这一户' : '不知道是哪一户，只列出周边的宣传'
}

function daysWord(days: number): string {
  return days === 0 ? '就在当天' : `在 ${days} 天前`
}

/** It came to the person or the door itself. */
export function isNear({ reach }: Pick<TouchShown, 'reach'>): boolean {
  return reach === 'person' || reach === 'door'
}

/** `限期整改，4月20日前`, and whether that day is over. */
export function rectifiedWord(rectified: Rectified, today: LocalDate): string {
  switch (rectified.kind) {
    case 'done':
      return `✓ ${shortDate(rectified.on)}已整改`
    case 'due':
      return `${rectified.by < today ? '! 期限已过：' : '○ 限期整改：'}${shortDate(rectified.by)}前`
    default:
      return rectified satisfies never
  }
}
