import type { AlertLevel } from '#domain/alert'
import type { Due } from '#domain/dissuasion'
import { addDays, DAY, dayOf, HOUR, MINUTE, type Milliseconds } from '#domain/time'
import { stepWord } from './dissuasion'
import { clockTime, shortDate } from './format'

/** From here on a deadline is near for everybody. */
const NEAR: Milliseconds = 30 * MINUTE

export interface CountdownWords {
  readonly tone: 'calm' | 'near' | 'over'
  /** `01:24:10`, `2 天 3 小时`, `已超时 12 分钟` */
  readonly figure: string
  /** `21:05 前见到本人` */
  readonly until: string
  /** The same to a screen reader, which would stumble over seconds. */
  readonly spoken: string
}

/** What is left of a step's time. An urgent alert is near from its first minute; its follow-up, days away, is not. */
export function countdownWords(due: Due, level: AlertLevel | null, now: Milliseconds): CountdownWords {
  const left = due.at - now
  const until = `${dueTime(due.at, now)} ${stepWord[due.step]}`
  if (left <= 0) {
    const figure = -left < MINUTE ? '刚刚超时' : `已超时 ${span(-left)}`
    return { tone: 'over', figure, until, spoken: `${figure}，${until}` }
  }
  const near = due.escalated || left < NEAR || (level === 'urgent' && due.step !== 'follow-up')
  return {
    tone: near ? 'near' : 'calm',
    figure: left < DAY ? clock(left) : span(left),
    until,
    spoken: `还剩 ${left < MINUTE ? '不到 1 分钟' : span(left)}，${until}`,
  }
}

/** `21:05`, `明天 10:00`, `4月3日 10:00` */
function dueTime(at: Milliseconds, now: Milliseconds): string {
  const day = dayOf(at)
  const today = dayOf(now)
  if (day === today) return clockTime(at)
  if (day === addDays(today, 1)) return `明天 ${clockTime(at)}`
  if (day === addDays(today, -1)) return `昨天 ${clockTime(at)}`
  return `${shortDate(day)} ${clockTime(at)}`
}

/** `01:24:10`; a begun second counts, so that zero is the moment it is over. */
function clock(time: Milliseconds): string {
  const seconds = Math.ceil(time / 1000)
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

/** `12 分钟`, `1 小时 24 分`, `2 天 3 小时` */
function span(time: Milliseconds): string {
  const minutes = Math.floor(time / MINUTE)
  if (time < HOUR) return `${minutes} 分钟`
  const hours = Math.floor(time / HOUR)
  if (time < DAY) return minutes % 60 === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes % 60} 分`
  return hours % 24 === 0 ? `${hours / 24} 天` : `${Math.floor(hours / 24)} 天 ${hours % 24} 小时`
}
