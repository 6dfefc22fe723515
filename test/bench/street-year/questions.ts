import { reportPeriods } from '../../../src/domain/report-period'
import { addDays } from '../../../src/domain/time'
import type { TestContext } from '../../support/field-fixture'
import type { Year } from './fill'
import { lastDay } from './scale'
import { personOf } from './towns'

/** What is asked, by whom, and how long the answer may take by the project's own promise. */
export interface Question {
  readonly name: string
  readonly who: 'leader' | 'street' | 'secretary'
  readonly request: object
  /** ms; null: nothing was promised. */
  readonly target: number | null
}

/** Of one unit, a community in the middle of the list. */
export const asked = ({ towns: { communities } }: Year) => {
  const town = communities[Math.floor(communities.length / 2)]
  if (town === undefined) throw new Error('No community')
  return town
}

export async function questionsOf({ db }: TestContext, year: Year): Promise<readonly Question[]> {
  const { campaign, towns } = year
  const [street, unit] = [towns.street.unit.id, asked(year).unit.id]
  const { content } = await db.selectFrom('campaign').select('content').executeTakeFirstOrThrow()
  const periods = reportPeriods(content)
  const due = periods[Math.floor(periods.length / 2)]?.due ?? null
  const papers = db.selectFrom('paper').select('paper_id').where('period', '=', due)
  const report = await papers.where('unit_id', '=', unit).where('kind', '=', 'report').executeTakeFirstOrThrow()
  const summary = await papers.where('unit_id', '=', street).where('kind', '=', 'summary').executeTakeFirstOrThrow()
  return [
    { name: 'overview', who: 'leader', request: { action: 'overview', unit: street, campaign }, target: 300 },
    { name: 'report-matrix', who: 'street', request: { action: 'report-matrix', unit: street, campaign }, target: 300 },
    { name: 'street', who: 'street', request: { action: 'street', unit: street }, target: 300 },
    { name: 'rates', who: 'street', request: { action: 'rates', unit: street, campaign }, target: 300 },
    { name: 'plans', who: 'street', request: { action: 'plans', unit: street, campaign }, target: 300 },
    { name: 'creation', who: 'street', request: { action: 'creation', unit: street, campaign }, target: 300 },
    { name: 'evaluation', who: 'street', request: { action: 'evaluation', unit: street, campaign }, target: 300 },
    { name: 'summaries', who: 'street', request: { action: 'summaries', unit: street, campaign }, target: 300 },
    {
      name: 'summary',
      who: 'street',
      request: { action: 'summary', unit: street, id: summary.paper_id },
      target: 300,
    },
    { name: 'report', who: 'street', request: { action: 'report', unit, id: report.paper_id }, target: 300 },
    { name: 'reports', who: 'secretary', request: { action: 'reports', unit, campaign }, target: 300 },
    { name: 'day', who: 'secretary', request: { action: 'day', unit, day: lastDay }, target: 50 },
    {
      name: 'calendar',
      who: 'secretary',
      request: { action: 'calendar', unit, from: addDays(lastDay, -364), to: lastDay },
      target: 300,
    },
    { name: 'coverage', who: 'secretary', request: { action: 'coverage', unit, staleDays: 30 }, target: 300 },
  ]
}

export function whoAsks(year: Year, who: Question['who']) {
  return personOf(who === 'secretary' ? asked(year) : year.towns.street, who)
}
