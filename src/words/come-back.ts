import { addDays, DAY, dayOf, HOUR, MINUTE, type Milliseconds, startOfDay } from '#domain/time'
import { clockTime, shortDate } from './format'

export interface TimeChoice {
  readonly word: string
  readonly at: Milliseconds
}

const EVENING = 19 * HOUR + 30 * MINUTE
const MORNING = 10 * HOUR

/** When one comes back most often: tonight while it lasts, tomorrow evening, Saturday morning. */
export function comeBackChoices(now: Milliseconds): readonly TimeChoice[] {
  const today = dayOf(now)
  const midnight = startOfDay(today)
  const choices: TimeChoice[] = []
  if (midnight + EVENING > now) choices.push({ word: '今晚 19:30', at: midnight + EVENING })
  choices.push({ word: '明晚 19:30', at: midnight + DAY + EVENING })
  // 1970-01-01 was a Thursday.
  const weekday = (Math.floor((midnight + 8 * HOUR) / DAY) + 4) % 7
  const toSaturday = (6 - weekday + 7) % 7 || 7
  choices.push({
    word: toSaturday === 1 ? '明天上午 10:00' : '周六上午 10:00',
    at: midnight + toSaturday * DAY + MORNING,
  })
  return choices
}

/** `今晚 19:30`, `明天 10:00`, `4月3日 10:00` */
export function comeBackWord(at: Milliseconds, now: Milliseconds): string {
  const day = dayOf(at)
  const today = dayOf(now)
  if (day === today) return `今天 ${clockTime(at)}`
  if (day === addDays(today, 1)) return `明天 ${clockTime(at)}`
  if (day === addDays(today, -1)) return `昨天 ${clockTime(at)}`
  return `${shortDate(day)} ${clockTime(at)}`
}
