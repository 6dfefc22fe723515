/**
 * Days in Asia/Shanghai. China has kept one offset, +08:00, without daylight saving since 1991, so a day is plain
 * arithmetic: `Intl`, which some phones lack, is not needed.
 */
export type Milliseconds = number
/** `2021-03-29`, a day in Asia/Shanghai. */
export type LocalDate = string & { readonly __brand: 'LocalDate' }

export const SECOND: Milliseconds = 1_000
export const MINUTE: Milliseconds = 60_000
export const HOUR: Milliseconds = 60 * MINUTE
export const DAY: Milliseconds = 24 * HOUR
const SHANGHAI_OFFSET: Milliseconds = 8 * HOUR

/** Days by their number since 1970: a batch and a list ask for the same few of them a thousand times. */
const known = new Map<number, LocalDate>()
const MOST_KNOWN = 1_000

/** The day in Shanghai that holds the instant `at` (ms since 1970, UTC). */
export function dayOf(at: Milliseconds): LocalDate {
  const number = Math.floor((at + SHANGHAI_OFFSET) / DAY)
  const before = known.get(number)
  if (before !== undefined) return before
  const day = new Date(at + SHANGHAI_OFFSET).toISOString().slice(0, 10) as LocalDate
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(number, day)
  return day
}

/** The first instant of the day; the day ends where the next one starts. */
export function startOfDay(day: LocalDate): Milliseconds {
  return Date.parse(`${day}T00:00:00Z`) - SHANGHAI_OFFSET
}

export function addDays(day: LocalDate, days: number): LocalDate {
  return dayOf(startOfDay(day) + days * DAY)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY)
}

/** True for a day that exists in the calendar: 2021-02-30 does not. */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(at) && new Date(at).toISOString().slice(0, 10) === text
}
