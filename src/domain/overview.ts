import type { DayRange } from './campaign'
import type { CaseState } from './dissuasion'
import { addDays, daysBetween, type LocalDate } from './time'

/** What the leading group is told of dissuasions: how far they are, never whose. */
export const caseStages = ['waiting', 'under-way', 'to-confirm', 'followed-up', 'closed'] as const
export type CaseStage = (typeof caseStages)[number]

export const stageOf: Readonly<Record<CaseState, CaseStage>> = {
  entered: 'waiting',
  phoned: 'waiting',
  ready: 'waiting',
  dispatched: 'under-way',
  accepted: 'under-way',
  submitted: 'to-confirm',
  confirmed: 'followed-up',
  closed: 'closed',
}

/** Any Monday. */
const MONDAY = '2021-03-29' as LocalDate

function mondayOf(day: LocalDate): LocalDate {
  const since = daysBetween(MONDAY, day) % 7
  return addDays(day, -(since < 0 ? since + 7 : since))
}

/**
 * Calendar weeks from Monday to Sunday, whole ones, that have begun by today. Whatever span is asked about, they are the same weeks: of two
 * campaigns that overlap nothing can be told by taking the figures of one from those of the other.
 */
export function weeksOf({ from, to }: DayRange, today: LocalDate): readonly DayRange[] {
  const weeks: DayRange[] = []
  for (let day = mondayOf(from); day <= to && day <= today; day = addDays(day, 7))
    weeks.push({ from: day, to: addDays(day, 6) })
  return weeks
}
