import { HOUR, type LocalDate, type Milliseconds } from '../time'

/** `2021年3月29日`, as a document is dated: in figures, without leading zeros (GB/T 9704-2012, 7.3.5.4). */
export function documentDate(day: LocalDate): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** `2021-03-29 10:00` in Shanghai. */
export function minuteText(at: Milliseconds): string {
  return new Date(at + 8 * HOUR).toISOString().slice(0, 16).replace('T', ' ')
}
