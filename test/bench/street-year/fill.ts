import type { Selectable } from 'kysely'
import { insertRows } from '../../../src/cloud/db/insert-rows'
import type { Tables } from '../../../src/cloud/db/tables'
import { makeCases } from '../../../src/cloud/demo/make-cases'
import { pushAs } from '../../../src/cloud/demo/push-as'
import { random } from '../../../src/cloud/demo/random'
import { type DemoRecord, envelope } from '../../../src/cloud/demo/records'
import { replay } from '../../../src/cloud/demo/replay'
import { seedCrimes } from '../../../src/cloud/demo/seed-crimes'
import { seedPlans } from '../../../src/cloud/demo/seed-plans'
import type { Town } from '../../../src/cloud/demo/town'
import { writeUnit } from '../../../src/cloud/demo/write-unit'
import { contentHash } from '../../../src/cloud/operations/canonical'
import { reportOf } from '../../../src/cloud/operations/report-paper'
import { staffOf } from '../../../src/cloud/operations/working-set'
import { figuresOf } from '../../../src/cloud/queries/figures-of'
import { summary } from '../../../src/cloud/queries/summaries'
import { draftReports } from '../../../src/cloud/timer/draft-reports'
import { type CampaignContent, noticeCampaign } from '../../../src/domain/campaign'
import type { OperationId } from '../../../src/domain/ids'
import { addDays, HOUR, type LocalDate, MINUTE, type Milliseconds, startOfDay } from '../../../src/domain/time'
import type { TestContext } from '../../support/field-fixture'
import { makeYear } from './make-year'
import { askedAt, firstDay, lastDay, type Scale } from './scale'
import { makeTowns, personOf, type Towns } from './towns'

export interface Year {
  readonly towns: Towns
  readonly campaign: OperationId
}

/** Days apart, so that a year has some alerts in each month, closed, under way and fresh. */
const CASES_EVERY = 30

/**
 * The street's year. Records are carried out in memory by the functions that a push runs (`replay`), and their log, projections and
 * rollups are written by the thousand rows; papers and crimes are pushed. `proof.ts` proves that both roads lead to the same rows.
 */
export async function fill(context: TestContext, scale: Scale, say: (line: string) => void): Promise<Year> {
  const first = firstDay(scale)
  const towns = makeTowns(scale.communities, scale.buildings, first)
  context.clock.time = askedAt
  await context.db.insertInto('unit').values(unitRows(towns)).execute()
  const campaign = await writeDesks(context, towns, scale)
  const perCommunity = Math.ceil(scale.visits / scale.communities)
  for (const [nth, town] of towns.communities.entries()) {
    const rng = random(nth + 1)
    const visits = makeYear(town, first, scale.days, perCommunity, rng)
    const records = [...visits, ...alertsOf(town, towns, first, nth)].sort((a, b) => a.receivedAt - b.receivedAt)
    const vault = await context.vault.open(context.db, town.unit.id)
    const ground = { station: towns.stationOf(town), street: towns.street, now: askedAt, vault }
    const rows = replay(town, records, ground, rng)
    await context.db.transaction().execute((trx) =>
      writeUnit(
        trx,
        town.unit.id,
        rows,
        town.staff.map((person) => deviceOf(person, town)),
      ),
    )
    if ((nth + 1) % 6 === 0) say(`${nth + 1} of ${towns.communities.length} communities`)
  }
  await keeping(context, async () => {
    await seedPlans(context, towns.all, random(scale.days))
    await writePapers(context, towns, campaign)
    say('plans, reports and summaries')
    await seedCrimes(context, towns.all)
    say('crimes')
  })
  return { towns, campaign }
}

export function unitRows({ all, street }: Towns) {
  return all.map(({ unit }) => ({
    unit_id: unit.id,
    name: unit.name,
    kind: unit.kind,
    station_id: unit.station,
    street_id: unit === street.unit ? null : street.unit.id,
  }))
}

/** Street and stations, which log no visits. */
async function writeDesks(
  context: TestContext,
  { all, street, communities }: Towns,
  scale: Scale,
): Promise<OperationId> {
  const rng = random(scale.days)
  const clerk = personOf(street, 'street')
  const at = startOfDay(firstDay(scale)) + 9 * HOUR
  const body = { campaignId: null, base: 0, campaign: campaignOf(scale) }
  const set = { ...envelope(clerk, at, at - HOUR, rng), type: 'campaign.set' as const, body }
  for (const town of all.filter((one) => !communities.includes(one))) {
    const records = town === street ? [{ operation: set, receivedAt: at + 1000 }] : []
    const rows = replay(town, records, { station: null, street, now: askedAt, vault: null }, rng)
    await context.db.transaction().execute((trx) => writeUnit(trx, town.unit.id, rows, []))
  }
  return set.id
}

/** The notice's own campaign over all the days. */
function campaignOf(scale: Scale): CampaignContent {
  const whole = { from: firstDay(scale), to: lastDay }
  return {
    ...noticeCampaign,
    ...whole,
    phases: noticeCampaign.phases.map((phase) => ({ ...phase, ...whole })),
    planDue: addDays(whole.from, 10),
    reports: { ...noticeCampaign.reports, ...whole },
    evaluation: { ...noticeCampaign.evaluation, ...whole },
    milestones: noticeCampaign.milestones.map((one) => ({
      ...one,
      by: addDays(whole.from, Math.floor(scale.days / 2)),
    })),
  }
}

function alertsOf(town: Town, towns: Towns, first: LocalDate, nth: number): readonly DemoRecord[] {
  const station = towns.stationOf(town)
  if (station === null) return []
  const records: DemoRecord[] = []
  for (let now: Milliseconds = askedAt, count = 0; now > startOfDay(first) + 12 * 24 * HOUR; count += 1) {
    records.push(...makeCases(town, station, now, nth * 100 + count, false))
    now -= CASES_EVERY * 24 * HOUR
  }
  return records
}

function deviceOf(person: Town['staff'][number], { unit }: Town): Selectable<Tables['device']> {
  return {
    unit_id: unit.id,
    device_id: person.device,
    staff_id: person.id,
    seen_at: askedAt - 10 * MINUTE,
    pending: 0,
    empty_at: askedAt - 10 * MINUTE,
  }
}

/** What is pushed below is pushed in the past, and must not make devices silent since. */
async function keeping({ db }: TestContext, work: () => Promise<void>): Promise<void> {
  const devices = await db.selectFrom('device').selectAll().execute()
  await work()
  await db.deleteFrom('device').execute()
  await insertRows(db, 'device', devices)
}

/** Every report is drafted and signed on the evening it is due, every period's summary issued the day after. */
async function writePapers(context: TestContext, { communities, street }: Towns, campaign: OperationId): Promise<void> {
  const rng = random(communities.length)
  await draftReports(context)
  const drafts = await context.db
    .selectFrom('paper')
    .selectAll()
    .where('kind', '=', 'report')
    .orderBy('period')
    .execute()
  for (const paper of drafts) {
    const town = communities.find(({ unit }) => unit.id === paper.unit_id)
    if (town === undefined) throw new Error(`No community ${paper.unit_id}`)
    const report = reportOf(paper)
    const now = startOfDay(report.due) + 23 * HOUR
    const { figures } = await figuresOf(context.db, paper.unit_id, report, now)
    const push = pushAs({ ...context, clock: { now: () => now } }, paper.unit_id, rng)
    await push(personOf(town, 'secretary'), 'report.sign', { paperId: paper.paper_id, seen: contentHash(figures) })
  }
  const clerk = personOf(street, 'street')
  const viewer = {
    staff: staffOf({ ...rowOf(clerk) }),
    unitId: street.unit.id,
    stationId: null,
    streetId: street.unit.id,
  }
  for (const due of new Set(drafts.map(({ period }) => period))) {
    const push = pushAs(context, street.unit.id, rng)
    const paperId = await push(clerk, 'summary.compose', { campaignId: campaign, kind: 'collected', due })
    const written = await summary(context, viewer, { action: 'summary', unit: street.unit.id, id: paperId })
    if (!written.ok) throw new Error(written.problem.title)
    await push(clerk, 'summary.issue', { paperId, seen: written.answer.seen })
  }
}

function rowOf({ id, unitId, name, role, number, scope, from, to, active }: Town['staff'][number]) {
  return {
    staff_id: id,
    unit_id: unitId,
    name,
    role,
    number,
    scope,
    from_day: from,
    to_day: to,
    active,
    roster_key: null,
    openid: null,
  }
}
