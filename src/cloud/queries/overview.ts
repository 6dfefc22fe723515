import { type Kysely, sql } from 'kysely'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import { ok, type Result, refuse } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { OverviewAnswer } from '#contract/overview'
import type { QueryRequest } from '#contract/query'
import type { DayRange } from '#domain/campaign'
import { type DayStatus, type DeviceNews, dayStatus } from '#domain/day-status'
import type { CaseState } from '#domain/dissuasion'
import type { UnitId } from '#domain/ids'
import { currentPolicy, policyOf } from '#domain/minutes-policy'
import { type CaseStage, caseStages, stageOf, weeksOf } from '#domain/overview'
import { type Shown, suppress, totalOf } from '#domain/suppress'
import { dayOf, type LocalDate, type Milliseconds } from '#domain/time'
import { reportingKinds } from '#domain/unit'
import { campaignOf } from './campaign-of'
import { takenTo } from './devices'
import { permit } from './permit'

/** The street in one look, from rollups and counts alone. Nothing of a unit by itself, and of people nothing about fewer than five. */
export async function overview(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { campaign: campaignId }: Extract<QueryRequest, { action: 'overview' }>,
): Promise<Result<OverviewAnswer>> {
  const refused = permit(context, staff, 'overview.read', { unitId, street: streetId })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const campaign = await campaignOf(db, unitId, campaignId)
  if (campaign === undefined) return refuse(4041, '没有这个行动', 'campaign')
  const day = dayOf(now)
  const units = await db
    .selectFrom('unit')
    .select(['unit_id as id', 'kind'])
    .where('street_id', '=', unitId)
    .where('kind', 'in', reportingKinds)
    .execute()
  const ids = units.map(({ id }) => id)
  const communities = units.filter(({ kind }) => kind === 'community').map(({ id }) => id)
  const weeks = await readWeeks(db, ids, weeksOf(campaign, day), day)
  return ok({
    campaign: { id: campaign.id, name: campaign.name, from: campaign.from, to: campaign.to },
    day,
    communities: await countCommunities(db, communities, day, now),
    coverage: await readCoverage(db, communities),
    cases: await readCases(db, communities),
    weeks: [...weeks],
    adults: totalOf(weeks.flatMap(({ adults }) => (adults === null ? [] : [adults]))),
    dissuasions: totalOf(weeks.flatMap(({ dissuasions }) => (dissuasions === null ? [] : [dissuasions]))),
    asOf: now,
  })
}

type Week = OverviewAnswer['weeks'][number]

interface WeekRow {
  readonly week: number
  readonly minutes: number
  readonly personMinutes: number
  readonly adults: number
}

/** Minutes are whole ones of each unit's day, as everywhere. */
async function readWeeks(
  db: Kysely<Tables>,
  units: readonly UnitId[],
  weeks: readonly DayRange[],
  today: LocalDate,
): Promise<readonly Week[]> {
  const [first, last] = [weeks[0], weeks[weeks.length - 1]]
  if (first === undefined || last === undefined) return []
  const week = sql`((day::date - ${first.from}::date) / 7)::int`
  const among = sql`unit_id = any(${[...units]}::text[]) and day >= ${first.from} and day <= ${last.to}`
  const { rows: days } = await sql<WeekRow>`
    select ${week} as week, sum(activity_ms / 60000)::int8 as minutes, sum(person_ms / 60000)::int8 as "personMinutes",
      sum(adults)::int8 as adults
    from unit_day where ${among} group by 1
  `.execute(db)
  const { rows: meetings } = await sql<{ readonly week: number; readonly count: number }>`
    select ${week} as week, sum(count)::int8 as count from channel_day where ${among} and channel = 'dissuasion' group by 1
  `.execute(db)
  return weeks.map(({ from, to }, index) => {
    const counted = days.find((row) => row.week === index)
    const over = to < today
    return {
      from,
      to,
      minutes: counted?.minutes ?? 0,
      personMinutes: counted?.personMinutes ?? 0,
      // A figure that grows while it is looked at tells of each one who is added.
      adults: over ? suppress(counted?.adults ?? 0) : null,
      dissuasions: over ? suppress(meetings.find((row) => row.week === index)?.count ?? 0) : null,
    }
  })
}

async function countCommunities(
  db: Kysely<Tables>,
  units: readonly UnitId[],
  day: LocalDate,
  now: Milliseconds,
): Promise<OverviewAnswer['communities']> {
  const { rows: days } = await sql<{ readonly id: UnitId; readonly time: Milliseconds; readonly version: number }>`
    select unit_id as id, activity_ms as time, policy_version as version from unit_day
    where unit_id = any(${[...units]}::text[]) and day = ${day}
  `.execute(db)
  // As `devices.ts` has it for one unit: an officer's counts only while it holds something.
  const { rows: devices } = await sql<DeviceNews & { readonly unit: UnitId }>`
    select device.unit_id as unit, seen_at as "seenAt", pending, empty_at as "emptyAt", ${takenTo} as "takenTo"
    from device join staff on staff.staff_id = device.staff_id
    where device.unit_id = any(${[...units]}::text[]) and (staff.unit_id = device.unit_id or pending > 0)
  `.execute(db)
  const statuses = units.map((id): DayStatus => {
    const row = days.find((one) => one.id === id)
    const policy = (row && policyOf(row.version)) ?? currentPolicy
    const own = devices.filter(({ unit }) => unit === id)
    return dayStatus(row?.time ?? 0, day, own, now, policy)
  })
  const of = (status: DayStatus) => statuses.filter((one) => one === status).length
  return { met: of('met'), notMet: of('not-met'), unknown: of('unknown'), open: of('open') }
}

async function readCoverage(db: Kysely<Tables>, units: readonly UnitId[]): Promise<OverviewAnswer['coverage']> {
  const { rows } = await sql<OverviewAnswer['coverage']>`
    select coalesce(sum(doors), 0)::int8 as doors, coalesce(sum(visited), 0)::int8 as visited
    from building where unit_id = any(${[...units]}::text[])
  `.execute(db)
  return rows[0] ?? { doors: 0, visited: 0 }
}

/** All there are, whatever campaign they came in: cut by a campaign's days, two that overlap would tell of the difference. */
async function readCases(db: Kysely<Tables>, units: readonly UnitId[]): Promise<OverviewAnswer['cases']> {
  const { rows } = await sql<{ readonly state: CaseState; readonly count: number }>`
    select state, count(*)::int8 as count from dissuasion
    where unit_id = any(${[...units]}::text[]) and kind = 'dissuade' group by state
  `.execute(db)
  const shown = (stage: CaseStage): Shown =>
    suppress(rows.reduce((sum, { state, count }) => sum + (stageOf[state] === stage ? count : 0), 0))
  const stages = {
    waiting: shown('waiting'),
    'under-way': shown('under-way'),
    'to-confirm': shown('to-confirm'),
    'followed-up': shown('followed-up'),
    closed: shown('closed'),
  }
  return { stages, total: totalOf(caseStages.map((stage) => stages[stage])) }
}
