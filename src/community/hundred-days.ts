import type { CalendarDay } from '#components/calendar-grid'
import type { CalendarAnswer } from '#contract/query'
import { addDays, type LocalDate } from '#domain/time'

const LENGTH = 100

/** What to ask for: the last hundred days, today included. */
export function hundredDaysUntil(today: LocalDate): { readonly from: LocalDate; readonly to: LocalDate } {
  return { from: addDays(today, 1 - LENGTH), to: today }
}

/**
 * A hundred cells. They begin with the first day that holds anything, so that a community that started three weeks ago is not
 * charged with the weeks before, and what is left of the hundred lies ahead.
 */
export function hundredDays(answer: CalendarAnswer, today: LocalDate): readonly CalendarDay[] {
  const { days } = answer
  const begun = days.findIndex((day) => day.activityMinutes > 0 || day.broadcastMinutes > 0 || day.late > 0)
  const first = (begun === -1 ? undefined : days[begun]?.day) ?? today
  const byDay = new Map(days.map((day) => [day.day, day]))
  return Array.from({ length: LENGTH }, (_, index) => {
    const day = addDays(first, index)
    const known = byDay.get(day)
    return known === undefined || day > today
      ? { day, status: 'future' as const, minutes: null, late: 0 }
      : { day, status: known.status, minutes: known.activityMinutes, late: known.late }
  })
}

/** The week that ends with `last`. */
export function sevenDays(answer: CalendarAnswer, last: LocalDate): readonly CalendarDay[] {
  const byDay = new Map(answer.days.map((day) => [day.day, day]))
  return Array.from({ length: 7 }, (_, index) => {
    const day = addDays(last, index - 6)
    const known = byDay.get(day)
    return known === undefined
      ? { day, status: 'future' as const, minutes: null, late: 0 }
      : { day, status: known.status, minutes: known.activityMinutes, late: known.late }
  })
}
