import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'
import { dayOf, type LocalDate, MINUTE, type Milliseconds, startOfDay } from '#domain/time'

dayjs.extend(utc)

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** A fixed offset, never the phone's own zone. */
function shanghai(at: Milliseconds): dayjs.Dayjs {
  return dayjs.utc(at).utcOffset(8 * 60)
}

/** `19:42` */
export function clockTime(at: Milliseconds): string {
  return shanghai(at).format('HH:mm')
}

/** `3月29日` */
export function shortDate(day: LocalDate): string {
  return shanghai(startOfDay(day)).format('M月D日')
}

/** `3月29日 周一` */
export function dateWithWeekday(day: LocalDate): string {
  const date = shanghai(startOfDay(day))
  return `${date.format('M月D日')} ${weekdays[date.day()]}`
}

/** `一` … `日` */
export function weekdayLetter(day: LocalDate): string {
  return (weekdays[shanghai(startOfDay(day)).day()] ?? '').slice(1)
}

/** Nearest first: `19:42` today, `昨天 19:42`, else `3月29日 19:42`. */
export function moment(at: Milliseconds, now: Milliseconds): string {
  const day = dayOf(at)
  if (day === dayOf(now)) return clockTime(at)
  if (day === dayOf(now - 24 * 60 * MINUTE)) return `昨天 ${clockTime(at)}`
  return `${shortDate(day)} ${clockTime(at)}`
}

/** `3月12日`, `今天`, `昨天` */
export function dayWord(at: Milliseconds, now: Milliseconds): string {
  const day = dayOf(at)
  if (day === dayOf(now)) return '今天'
  if (day === dayOf(now - 24 * 60 * MINUTE)) return '昨天'
  return shortDate(day)
}

/** `12 分 05 秒`, so that lines can be added up exactly. */
export function exactTime(time: Milliseconds): string {
  const seconds = Math.round(time / 1000)
  const rest = seconds % 60
  return rest === 0
    ? `${Math.floor(seconds / 60)} 分`
    : `${Math.floor(seconds / 60)} 分 ${String(rest).padStart(2, '0')} 秒`
}

/** `86%`; a part that is not whole is never rounded up to 100 %. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '–'
  const value = Math.round((part / whole) * 100)
  return `${part < whole ? Math.min(99, value) : value}%`
}
