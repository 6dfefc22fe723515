import { addDays, HOUR, type LocalDate, type Milliseconds, startOfDay } from '../../../src/domain/time'

export interface Scale {
  readonly communities: number
  readonly days: number
  /** Of all communities together; the last outing goes on to its end, so there are a few more. */
  readonly visits: number
  /** Residential buildings of a community; each has 44 doors. */
  readonly buildings: number
  /** Of each query. */
  readonly runs: number
}

/** A street of 36 communities with some 2,550 doors each, and a year in which a million visits were logged. */
export const wholeYear: Scale = { communities: 36, days: 365, visits: 1_000_000, buildings: 54, runs: 30 }
/** Proves that the bench works, and nothing of how fast anything is. */
export const aFewDays: Scale = { communities: 3, days: 20, visits: 1200, buildings: 3, runs: 20 }

/** Every run has the same days: the last is the day on which the street is asked. */
export const lastDay = '2021-12-31' as LocalDate
export const firstDay = ({ days }: Scale): LocalDate => addDays(lastDay, 1 - days)
/** Late in the evening, when the day's records are in. */
export const askedAt: Milliseconds = startOfDay(lastDay) + 22.5 * HOUR
