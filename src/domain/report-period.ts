import type { Campaign, DayRange } from './campaign'
import { addDays, HOUR, type LocalDate, type Milliseconds, startOfDay } from './time'

/** One half-monthly report (S11): the days it tells of, and the day it has to be handed in. */
export interface ReportPeriod extends DayRange {
  /** Also its name: `2021-04-14`. */
  readonly due: LocalDate
}

/** A report drafts itself at nine on the day it is due. */
const DRAFTED_AT: Milliseconds = 9 * HOUR

/**
 * The due days are the campaign's days of every month within its reporting dates; a month without such a day is due on its last.
 * Each report tells of what came after the one before it, the first one of everything since the campaign began.
 */
export function reportPeriods({ from, reports }: Pick<Campaign, 'from' | 'reports'>): readonly ReportPeriod[] {
  const dues = dueDays(reports)
  return dues.map((due, index) => {
    const before = dues[index - 1]
    return { due, from: before === undefined ? from : addDays(before, 1), to: due }
  })
}

function dueDays({ from, to, days }: Campaign['reports']): readonly LocalDate[] {
  const dues: LocalDate[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) if (isDue(day, days)) dues.push(day)
  return dues
}

function isDue(day: LocalDate, days: readonly number[]): boolean {
  const number = Number(day.slice(8))
  const isLast = addDays(day, 1).slice(5, 7) !== day.slice(5, 7)
  return days.some((due) => due === number || (isLast && due > number))
}

/** When the draft is made, ms since 1970. */
export function draftedAt({ due }: ReportPeriod): Milliseconds {
  return startOfDay(due) + DRAFTED_AT
}

/** The first instant that is too late: the due day counts whole. */
export function deadlineOf({ due }: ReportPeriod): Milliseconds {
  return startOfDay(addDays(due, 1))
}

/** The periods whose draft is due by now, oldest first. */
export function draftable(periods: readonly ReportPeriod[], now: Milliseconds): readonly ReportPeriod[] {
  return periods.filter((period) => draftedAt(period) <= now)
}
