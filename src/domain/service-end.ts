import type { DayRange } from './campaign'
import type { Staff } from './staff'
import { addDays, dayOf, HOUR, type LocalDate, type Milliseconds } from './time'

/** A volunteer's service nears its end: said three days before the last day and on it, each once (F16). */
export type ServiceEnd = 'soon' | 'last'

/** So early that the secretary can still lengthen it. */
export const SOON_DAYS = 3
/** At nine, when people are at work. */
const TOLD_FROM: Milliseconds = 9 * HOUR

/** The day whose morning has come. */
export function morningOf(now: Milliseconds): LocalDate {
  return dayOf(now - TOLD_FROM)
}

/** Last days that are within reach of that day. */
export function nearEnds(day: LocalDate): DayRange {
  return { from: day, to: addDays(day, SOON_DAYS) }
}

/**
 * What is to be said on that day; null: nothing, or not yet. What an outage kept back is said on the days after, until the last day
 * has its own words. Nobody who came for less than the days of warning is told at once that he soon goes.
 */
export function serviceEnd(
  { from, to, active }: Pick<Staff, 'from' | 'to' | 'active'>,
  day: LocalDate,
): ServiceEnd | null {
  if (!active || to === null || to < day || (from !== null && from > day)) return null
  if (to === day) return 'last'
  const warned = addDays(to, -SOON_DAYS)
  return warned <= day && (from === null || from <= warned) ? 'soon' : null
}
