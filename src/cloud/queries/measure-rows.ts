import { type Kysely, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { baselineOf } from '#cloud/operations/baseline-set'
import { findingOf, findingState } from '#cloud/operations/finding-paper'
import { planOf, planState } from '#cloud/operations/plan-paper'
import { reportState } from '#cloud/operations/report-paper'
import type { UnitOfStreet } from '#contract/street'
import type { Campaign, DayRange, Measure } from '#domain/campaign'
import { dayStatus } from '#domain/day-status'
import { metInTime } from '#domain/dissuasion-times'
import { findingOverdue } from '#domain/finding'
import type { UnitId } from '#domain/ids'
import type { MeasureRow } from '#domain/measure'
import { wholeMinutes } from '#domain/minutes'
import { currentPolicy, policyOf } from '#domain/minutes-policy'
import { firstDay, inYear, lastDay } from '#domain/month'
import { openPlan, planReceipt } from '#domain/plan'
import { figuresByMonth, wholeMonths } from '#domain/rates'
import { receiptOf } from '#domain/report'
import { reportPeriods } from '#domain/report-period'
import { addDays, dayOf, type Milliseconds, startOfDay } from '#domain/time'
import { crimeFigures } from './crime-figures'
import { devicesOfAll } from './devices'
import { buildingLabel } from './labels'
import { receivedFrom } from './received-reports'

/** Of whom, over which days of which campaign, and as of when. */
export interface Asked {
  readonly units: readonly UnitOfStreet[]
  readonly campaign: Campaign
  readonly window: DayRange
  readonly now: Milliseconds
}

export type RowsOfUnits = ReadonlyMap<UnitId, readonly MeasureRow[]>

/** The rows of one measure, of all the units that were asked about: one statement or two, however many units there are. */
export function measureRows(db: Kysely<Tables>, measure: Measure, asked: Asked): Promise<RowsOfUnits> {
  switch (measure) {
    case 'days-met':
      return days(db, asked)
    case 'coverage':
      return buildings(db, asked)
    case 'cases-down':
    case 'loss-down':
      return months(db, asked)
    case 'no-case-days':
      return crimes(db, asked)
    case 'reports-in-time':
      return reports(db, asked)
    case 'plan-in-time':
      return plans(db, asked)
    case 'findings-mended':
      return findings(db, asked)
    case 'dissuasions-in-time':
      return dissuasions(db, asked)
    case 'activities':
      return activities(db, asked)
    default:
      return measure satisfies never
  }
}

function idsOf({ units }: Asked): readonly UnitId[] {
  return units.map(({ id }) => id)
}

function byUnit<Row extends { readonly unit_id: UnitId }>(
  { units }: Asked,
  rows: readonly Row[],
  of: (row: Row) => MeasureRow,
): RowsOfUnits {
  const found = new Map<UnitId, MeasureRow[]>(units.map(({ id }) => [id, []]))
  for (const row of rows) found.get(row.unit_id)?.push(of(row))
  return found
}

/** Every day of the window that has begun. */
async function days(db: Kysely<Tables>, asked: Asked): Promise<RowsOfUnits> {
  const { units, window, now } = asked
  const rows = await db
    .selectFrom('unit_day')
    .select(['unit_id', 'day', 'policy_version', 'activity_ms'])
    .where('unit_id', 'in', idsOf(asked))
    .where('day', '>=', window.from)
    .where('day', '<=', window.to)
    .execute()
  const known = new Map(rows.map((row) => [`${row.unit_id} ${row.day}`, row]))
  const devices = await devicesOfAll(db, idsOf(asked))
  const until = dayOf(now) < window.to ? dayOf(now) : window.to
  return new Map(
    units.map(({ id }) => {
      const own = devices.get(id) ?? []
      const listed: MeasureRow[] = []
      for (let day = window.from; day <= until; day = addDays(day, 1)) {
        const row = known.get(`${id} ${day}`)
        const time = row?.activity_ms ?? 0
        const policy = (row && policyOf(row.policy_version)) ?? currentPolicy
        listed.push({
          kind: 'day',
          day,
          minutes: wholeMinutes(time),
          status: dayStatus(time, day, own, now, policy),
        })
      }
      return [id, listed]
    }),
  )
}

/** As it stands now: doors remember when they were visited last, not what was reached by which day. */
async function buildings(db: Kysely<Tables>, asked: Asked): Promise<RowsOfUnits> {
  const rows = await db
    .selectFrom('building')
    .select(['unit_id', 'building_id', 'compound', 'name', 'doors', 'visited'])
    .where('unit_id', 'in', idsOf(asked))
    .orderBy('building_id')
    .execute()
  return byUnit(asked, rows, (row) => ({
    kind: 'building',
    id: row.building_id,
    name: buildingLabel(row),
    doors: row.doors,
    visited: row.visited,
  }))
}

/** The whole months of the campaign that have begun by the window's end: the same as in 压降率, so that both say the same. */
async function months(db: Kysely<Tables>, asked: Asked): Promise<RowsOfUnits> {
  const { units, campaign, window, now } = asked
  const over = wholeMonths(campaign, dayOf(now)).filter((month) => firstDay(month) <= window.to)
  const [first, last] = [over[0], over[over.length - 1]]
  if (first === undefined || last === undefined) return new Map(units.map(({ id }) => [id, []]))
  const found = await crimeFigures(db, units, firstDay(first), lastDay(last))
  const papers = await db
    .selectFrom('paper')
    .select(['unit_id', 'content'])
    .where('unit_id', 'in', idsOf(asked))
    .where('kind', '=', 'baseline')
    .where('period', '=', String(campaign.baseYear))
    .execute()
  const bases = new Map(papers.map((paper) => [paper.unit_id, baselineOf(paper).months]))
  return new Map(
    units.map(({ id }) => {
      const counted = figuresByMonth(found.filter(({ unit }) => unit === id))
      const base = bases.get(id) ?? []
      return [
        id,
        over.map((month): MeasureRow => {
          const before = base.find((one) => one.month === inYear(month, campaign.baseYear))
          const now = counted.find((one) => one.month === month)
          return {
            kind: 'month',
            month,
            base: before === undefined ? null : { cases: before.cases, loss: before.loss },
            now: { cases: now?.cases ?? 0, loss: now?.loss ?? 0 },
          }
        }),
      ]
    }),
  )
}

async function crimes(db: Kysely<Tables>, asked: Asked): Promise<RowsOfUnits> {
  const { units, window } = asked
  const found = await crimeFigures(db, units, window.from, window.to)
  const counted = found.filter(({ counts }) => counts).map(({ unit, ...one }) => ({ ...one, unit_id: unit }))
  return byUnit(asked, counted, ({ on, number }) => ({ kind: 'crime', on, number }))
}

async function reports(db: Kysely<Tables>, asked: Asked): Promise<RowsOfUnits> {
  const { units, campaign, window, now } = asked
  const periods = reportPeriods(campaign).filter(({ due }) => window.from <= due && due <= window.to)
  const received = await receivedFrom(db, idsOf(asked), campaign.id)
  return new Map(
    units.map(({ id }) => [
      id,
      periods.map((period): MeasureRow => {
        const paper = received.get(`${id} ${period.due}`)
        const came = paper === undefined ? null : { state: reportState(paper), firstSignedAt: paper.firstSignedAt }
        return {
          kind: 'report',
          due: period.due,
          receipt: receiptOf(period, came, now),
        }
      }),
    ]),
  )
}

async function plans(db: Kysely<Tables>, asked: Asked): Promise<RowsOfUnits> {
  const { units, campaign, now } = asked
  const papers = await db
    .selectFrom('paper')
    .selectAll()
    .where('unit_id', 'in', idsOf(asked))
    .where('kind', '=', 'plan')
    .where('campaign_id', '=', campaign.id)
    .execute()
  const due = campaign.planDue
  return new Map(
    units.map(({ id }) => {
      const paper = papers.find((one) => one.unit_id === id)
      const content = paper === undefined ? openPlan(campaign.id, due) : { ...planOf(paper), due }
      const state = paper === undefined ? 'open' : planState(paper)
      return [id, [{ kind: 'plan', due, receipt: planReceipt(content, state, now) }]]
    }),
  )
}

/** What inspectors found within the window. */
async function findings(db: Kysely<Tables>, asked: Asked): Promise<RowsOfUnits> {
  const { window, now } = asked
  const papers = await db
    .selectFrom('paper')
    .selectAll()
    .where('unit_id', 'in', idsOf(asked))
    .where('kind', '=', 'finding')
    .where('at', '>=', startOfDay(window.from))
    .where('at', '<', startOfDay(addDays(window.to, 1)))
    .orderBy('at')
    .orderBy('paper_id')
    .execute()
  return byUnit(asked, papers, (paper) => {
    const [content, state] = [findingOf(paper), findingState(paper)]
    const { what, by } = content
    return {
      kind: 'finding',
      id: paper.paper_id,
      what,
      by,
      state,
      overdue: findingOverdue(state, content, dayOf(now)),
    }
  })
}

interface CaseTimes {
  readonly unit_id: UnitId
  readonly at: Milliseconds
  readonly dues: readonly Milliseconds[]
  readonly sent: readonly Milliseconds[]
  readonly met: readonly Milliseconds[]
}

/**
 * Alerts of the window that somebody was sent to. Whether the time was up is in the log: the timer wrote each deadline that passed. What a
 * worker did in time without a network and sent later was in time.
 */
async function dissuasions(db: Kysely<Tables>, asked: Asked): Promise<RowsOfUnits> {
  const { window } = asked
  const { rows } = await sql<CaseTimes>`
    select one.unit_id, one.entered_at as at,
      (select coalesce(json_agg((content->'body'->>'dueAt')::int8 order by seq), '[]') from operation
        where operation.unit_id = one.unit_id and subject = one.case_id and type = 'dissuasion.escalate'
          and content->'body'->>'step' = 'meet') as dues,
      (select coalesce(json_agg(operation.at order by seq), '[]') from operation
        where operation.unit_id = one.unit_id and subject = one.case_id and type = 'dissuasion.dispatch') as sent,
      (select coalesce(json_agg(attempt.at order by attempt.at), '[]') from attempt
        where attempt.unit_id = one.unit_id and attempt.case_id = one.case_id and not attached
          and result <> 'not-met' and (met <> 'nobody' or result = 'false-alarm')) as met
    from dissuasion one
    where one.unit_id = any(${[...idsOf(asked)]}::text[]) and one.kind = 'dissuade'
      and one.entered_at >= ${startOfDay(window.from)} and one.entered_at < ${startOfDay(addDays(window.to, 1))}
    order by one.entered_at, one.case_id
  `.execute(db)
  return byUnit(
    asked,
    rows.filter(({ sent }) => sent.length > 0),
    ({ at, dues, sent, met }) => ({
      kind: 'case',
      at,
      ...metInTime({ dues, sent, met }),
    }),
  )
}

async function activities(db: Kysely<Tables>, asked: Asked): Promise<RowsOfUnits> {
  const { window } = asked
  const rows = await db
    .selectFrom('activity')
    .select(['unit_id', 'activity_id', 'from_day', 'channel', 'place'])
    .where('unit_id', 'in', idsOf(asked))
    .where('from_day', '>=', window.from)
    .where('from_day', '<=', window.to)
    .where('undone', '=', false)
    .orderBy('from_at')
    .orderBy('activity_id')
    .execute()
  return byUnit(asked, rows, (row) => ({
    kind: 'activity',
    id: row.activity_id,
    day: row.from_day,
    channel: row.channel,
    place: row.place,
  }))
}
