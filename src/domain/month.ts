import { addDays, daysBetween, type LocalDate } from './time'

/** `2021-03`, a month in Asia/Shanghai. Months compare as their texts do. */
export type LocalMonth = string & { readonly __brand: 'LocalMonth' }

export function isLocalMonth(text: string): text is LocalMonth {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}

export function monthOf(day: LocalDate): LocalMonth {
  return day.slice(0, 7) as LocalMonth
}

export function firstDay(month: LocalMonth): LocalDate {
  return `${month}-01` as LocalDate
}

export function lastDay(month: LocalMonth): LocalDate {
  return addDays(firstDay(addMonths(month, 1)), -1)
}

export function daysIn(month: LocalMonth): number {
  return daysBetween(firstDay(month), firstDay(addMonths(month, 1)))
}

export function addMonths(month: LocalMonth, months: number): LocalMonth {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months
  const year = String(Math.floor(count / 12)).padStart(4, '0')
  return `${year}-${String((count % 12) + 1).padStart(2, '0')}` as LocalMonth
}

/** From `first` to `last`, both included; none when `last` is the earlier one. */
export function monthsFrom(first: LocalMonth, last: LocalMonth): readonly LocalMonth[] {
  const months: LocalMonth[] = []
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month)
  return months
}

/** The same month of another year. */
export function inYear(month: LocalMonth, year: number): LocalMonth {
  return addMonths(month, (year - Number(month.slice(0, 4))) * 12)
}
