import { addDays, dayOf, daysBetween, type LocalDate, type Milliseconds } from '#domain/time'
import type { CaseOfUnit } from '#stores/field-store'

export interface FollowUpGroup {
  readonly key: 'overdue' | 'today' | 'tomorrow' | 'week' | 'later' | 'none'
  readonly title: string
  readonly cases: readonly CaseOfUnit[]
}

const titles: Readonly<Record<FollowUpGroup['key'], string>> = {
  overdue: '逾期',
  today: '今天',
  tomorrow: '明天',
  week: '本周',
  later: '以后',
  none: '不用再回访，可以结案',
}
const keys: readonly FollowUpGroup['key'][] = ['overdue', 'today', 'tomorrow', 'week', 'later', 'none']

/** A Monday, to count weekdays from. */
const monday = '2021-03-29' as LocalDate

/** The Monday on or before the day. */
export function mondayOf(day: LocalDate): LocalDate {
  return addDays(day, -(((daysBetween(monday, day) % 7) + 7) % 7))
}

/** Confirmed cases by the day on which somebody has to be asked again. */
export function followUpGroups(cases: readonly CaseOfUnit[], now: Milliseconds): readonly FollowUpGroup[] {
  const confirmed = cases.filter(({ row }) => row.state === 'confirmed')
  return keys
    .map((key) => ({ key, title: titles[key], cases: confirmed.filter((one) => keyOf(one, now) === key) }))
    .filter((group) => group.cases.length > 0)
}

function keyOf({ row }: CaseOfUnit, now: Milliseconds): FollowUpGroup['key'] {
  if (row.due === null) return 'none'
  const today = dayOf(now)
  const day = dayOf(row.due.at)
  if (day < today) return 'overdue'
  if (day === today) return 'today'
  if (day === addDays(today, 1)) return 'tomorrow'
  return day < addDays(mondayOf(today), 7) ? 'week' : 'later'
}

export interface DayCount {
  readonly day: LocalDate
  readonly count: number
}

const WEEKS = 5

/** Five weeks from this Monday, with how many fall due on each day. */
export function weeksAhead(cases: readonly CaseOfUnit[], today: LocalDate): readonly (readonly DayCount[])[] {
  const counts = new Map<LocalDate, number>()
  for (const { row } of cases) {
    if (row.state !== 'confirmed' || row.due === null) continue
    const day = dayOf(row.due.at)
    counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  const first = mondayOf(today)
  return Array.from({ length: WEEKS }, (_, week) =>
    Array.from({ length: 7 }, (_, index) => {
      const day = addDays(first, week * 7 + index)
      return { day, count: counts.get(day) ?? 0 }
    }),
  )
}
