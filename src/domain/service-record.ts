import type { DayRange } from './campaign'
import { type Interval, totalLength, union } from './interval'
import { wholeMinutes } from './minutes'
import { dayOf, type LocalDate } from './time'

/** A person's day as it was counted for the minutes (`domain/minutes`). */
export interface CountedDay {
  readonly day: LocalDate
  /** Everything that counts as outreach: outings, activities and meetings, overlaps once. */
  readonly attended: readonly Interval[]
  /** Outings with a door, and those of leaflets alone; cut at midnight. */
  readonly doorOutings: readonly Interval[]
  readonly leafletOutings: readonly Interval[]
  readonly visits: number
  readonly met: number
  /** Handed over at doors and at places. */
  readonly leaflets: number
}

/** A day of somebody's service record 服务记录. Nothing of a resident, and no place. */
export interface ServiceDay {
  readonly day: LocalDate
  /** The person's own, whole ones: the days add up to the total. */
  readonly minutes: number
  /** Outings that began on this day. */
  readonly outings: number
  readonly visits: number
  readonly met: number
  readonly leaflets: number
  /** Activities that began on this day and that the person took part in. */
  readonly activities: number
  /** Dissuasions that met somebody, with the person there: how many, and of nobody. */
  readonly dissuasions: number
}

export type ServiceFigures = Omit<ServiceDay, 'day'>

/** Days of activities and of dissuasions, one entry each. */
export interface Attendances {
  readonly activities: readonly LocalDate[]
  readonly dissuasions: readonly LocalDate[]
}

/** The days on which anything was done, in their order. An outing over midnight is one, of the day on which it began. */
export function serviceDays(counted: readonly CountedDay[], attendances: Attendances): readonly ServiceDay[] {
  const begun = [
    ...union(counted.flatMap(({ doorOutings }) => doorOutings)),
    ...union(counted.flatMap(({ leafletOutings }) => leafletOutings)),
  ].map(({ from }) => dayOf(from))
  const known = new Map(counted.map((row) => [row.day, row]))
  const days = [...new Set([...known.keys(), ...attendances.activities, ...attendances.dissuasions])].sort()
  return days
    .map((day) => {
      const row = known.get(day)
      return {
        day,
        minutes: wholeMinutes(totalLength(row?.attended ?? [])),
        outings: countOf(begun, day),
        visits: row?.visits ?? 0,
        met: row?.met ?? 0,
        leaflets: row?.leaflets ?? 0,
        activities: countOf(attendances.activities, day),
        dissuasions: countOf(attendances.dissuasions, day),
      }
    })
    .filter(({ day: _, ...figures }) => Object.values(figures).some((figure) => figure > 0))
}

function countOf(days: readonly LocalDate[], day: LocalDate): number {
  return days.filter((one) => one === day).length
}

/** The sum of the lines, and of nothing else. */
export function serviceFigures(days: readonly ServiceDay[]): ServiceFigures {
  const sum = (of: (day: ServiceDay) => number) => days.reduce((total, day) => total + of(day), 0)
  return {
    minutes: sum(({ minutes }) => minutes),
    outings: sum(({ outings }) => outings),
    visits: sum(({ visits }) => visits),
    met: sum(({ met }) => met),
    leaflets: sum(({ leaflets }) => leaflets),
    activities: sum(({ activities }) => activities),
    dissuasions: sum(({ dissuasions }) => dissuasions),
  }
}

/** `3 小时 05 分`, `42 分`: as a certificate says it. */
export function hoursText(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  return hours === 0 ? `${minutes} 分` : `${hours} 小时 ${String(minutes % 60).padStart(2, '0')} 分`
}

/**
 * The days a record is of, unless somebody names others: from the first day of service, or of anything done before the days were set
 * anew, to the last day, which is today while the service goes on.
 */
export function serviceSpan(
  { from, to }: { readonly from: LocalDate | null; readonly to: LocalDate | null },
  firstDone: LocalDate | null,
  today: LocalDate,
): DayRange {
  const begins = [from, firstDone].filter((day) => day !== null).sort()[0] ?? today
  const ends = to !== null && to < today ? to : today
  return { from: begins < ends ? begins : ends, to: ends }
}
