import type { DayStatus } from '#domain/day-status'
import { addDays, daysBetween, type LocalDate } from '#domain/time'

export type CellStatus = DayStatus | 'future'

/** One cell of the calendar. `minutes` is null where nothing can be known yet. */
export interface CalendarDay {
  readonly day: LocalDate
  readonly status: CellStatus
  readonly minutes: number | null
  readonly late: number
}

export interface CalendarMonth {
  /** `2021-03` */
  readonly key: string
  /** `3月` */
  readonly title: string
  readonly rows: readonly (readonly (CalendarDay | null)[])[]
}

/** `weeks`: seven columns from Monday. `halves`: a row is half a month, as the half-monthly report counts. */
export type CalendarLayout = 'weeks' | 'halves'

export const columnsOf: Readonly<Record<CalendarLayout, number>> = { weeks: 7, halves: 16 }

/** A Monday, to count weekdays from. */
const monday = '2021-03-29' as LocalDate

function weekdayIndex(day: LocalDate): number {
  return ((daysBetween(monday, day) % 7) + 7) % 7
}

/** Months with their rows; places that hold no day of the range are null. */
export function calendarMonths(days: readonly CalendarDay[], layout: CalendarLayout): readonly CalendarMonth[] {
  const months: { key: string; title: string; rows: (CalendarDay | null)[][] }[] = []
  for (const cell of days) {
    const key = cell.day.slice(0, 7)
    let month = months[months.length - 1]
    if (month?.key !== key) {
      month = { key, title: `${Number(key.slice(5))}月`, rows: [] }
      months.push(month)
    }
    const { row, column } = placeOf(cell.day, layout)
    const first = placeOf(`${key}-01` as LocalDate, layout).row
    const line = month.rows[row - first] ?? Array.from({ length: columnsOf[layout] }, () => null)
    line[column] = cell
    month.rows[row - first] = line
  }
  // A range that begins in the middle of a month leaves its first rows unset.
  return months.map((month) => ({ ...month, rows: Array.from(month.rows).filter((row) => row !== undefined) }))
}

function placeOf(day: LocalDate, layout: CalendarLayout): { row: number; column: number } {
  const date = Number(day.slice(8))
  if (layout === 'halves') return date < 16 ? { row: 0, column: date - 1 } : { row: 1, column: date - 16 }
  const firstOfMonth = addDays(day, 1 - date)
  const offset = weekdayIndex(firstOfMonth) + date - 1
  return { row: Math.floor(offset / 7), column: offset % 7 }
}

/** Where an arrow leads; null where there is no day. */
export function neighbour(
  days: readonly CalendarDay[],
  from: LocalDate,
  key: string,
  layout: CalendarLayout,
): LocalDate | null {
  const [first] = days
  const last = days[days.length - 1]
  if (first === undefined || last === undefined) return null
  const step = layout === 'weeks' ? 7 : 15
  switch (key) {
    case 'ArrowLeft':
      return within(addDays(from, -1))
    case 'ArrowRight':
      return within(addDays(from, 1))
    case 'ArrowUp':
      return within(addDays(from, -step))
    case 'ArrowDown':
      return within(addDays(from, step))
    case 'Home':
      return first.day
    case 'End':
      return last.day
    default:
      return null
  }
  function within(day: LocalDate): LocalDate | null {
    return first !== undefined && last !== undefined && day >= first.day && day <= last.day ? day : null
  }
}

/** For a narrow page: the month at hand on top, the past below it, what lies ahead last. */
export function latestFirst(months: readonly CalendarMonth[]): readonly CalendarMonth[] {
  const ahead = months.filter(({ rows }) => rows.every((row) => row.every((cell) => !cell || cell.status === 'future')))
  return [...months.filter((month) => !ahead.includes(month)).reverse(), ...ahead]
}
