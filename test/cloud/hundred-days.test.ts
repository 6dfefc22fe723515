import { sql } from 'kysely'
import { markOf } from '#cloud/audit/mark-of'
import type { Database } from '#cloud/db/database'
import { contentHash } from '#cloud/operations/canonical'
import { reportOf } from '#cloud/operations/report-paper'
import { verifyChain } from '#cloud/operations/verify-chain'
import { evaluation } from '#cloud/queries/evaluation'
import { plans } from '#cloud/queries/plans'
import { rates } from '#cloud/queries/rates'
import { report, reportMatrix, reports } from '#cloud/queries/reports'
import { review, reviews } from '#cloud/queries/reviews'
import { purgeUnit } from '#cloud/retention/purge-unit'
import { runTimer } from '#cloud/timer/run-timer'
import { masterKeys } from '#cloud/vault/keys'
import { noticeCampaign, phasesOn } from '#domain/campaign'
import type { DoorId, OperationId, UnitId } from '#domain/ids'
import type { Receipt } from '#domain/report'
import { activityCount, figureChanges } from '#domain/report-figures'
import { addDays, DAY, dayOf, HOUR, type LocalDate, MINUTE, startOfDay } from '#domain/time'
import { entersBaselines, entersCrimes, plannedMonths } from '../support/campaign-crimes'
import { type CampaignStreet, type CampaignUnit, campaignStreet, everyMorning } from '../support/campaign-street'
import { type TestContext, testContext } from '../support/field-fixture'
import { answerOf } from '../support/field-under-test'
import { openTestDatabase } from '../support/test-database'

const day = (text: string) => text as LocalDate
const dues = ['2021-03-29', '2021-04-14', '2021-04-29', '2021-05-14', '2021-05-29', '2021-06-14', '2021-06-29'].map(day)

let database: Database
let context: TestContext
let ground: CampaignStreet
let campaign: OperationId

beforeAll(async () => {
  database = await openTestDatabase()
  context = testContext(database)
  context.clock.time = startOfDay(noticeCampaign.from)
  ground = await campaignStreet(context)
  campaign = await ground.does(ground.clerk, ground.street, 'campaign.set', {
    campaignId: null,
    base: 0,
    campaign: noticeCampaign,
  })
  await entersBaselines(ground)
  await hundredDays()
}, 300_000)
afterAll(() => database?.close())

/** The first unit is a day late with its second report, the last one never hands in its third; all others sign the same day. */
function signsOn(unit: CampaignUnit, due: LocalDate): LocalDate | null {
  const [first] = ground.units
  const last = ground.units.at(-1)
  if (unit === first && due === dues[1]) return addDays(due, 1)
  if (unit === last && due === dues[2]) return null
  return due
}

/** Every second evening outreach of an hour and a quarter; in communities also two doors. */
async function works(unit: CampaignUnit, today: LocalDate): Promise<void> {
  const evening = startOfDay(today) + 19 * HOUR
  await ground.does(unit.head, unit.id, 'activity.log', {
    channel: 'lecture',
    from: evening,
    to: evening + 75 * MINUTE,
    place: `${unit.name}会议室`,
    audience: 20,
  })
  const nth = Number(today.slice(8)) % 4
  for (const door of unit.doors.slice(nth * 2, nth * 2 + 2)) {
    const id = await ground.does(unit.worker, unit.id, 'visit.log', {
      doorId: door,
      startedAt: context.clock.time - 2 * MINUTE,
      outcome: 'met',
      adults: 2,
      leaflets: 1,
    })
    visited.push({ unit: unit.id, door, day: today, id })
  }
}

/** Each visit as it was sent, whatever the cloud makes of it. */
const visited: { unit: UnitId; door: DoorId; day: LocalDate; id: OperationId }[] = []

async function signs(unit: CampaignUnit, due: LocalDate): Promise<void> {
  const paperId = await paperOf(unit, due)
  const { seen } = await reportNow(unit, paperId)
  await ground.does(unit.head, unit.id, 'report.sign', { paperId, seen })
}

/** All hand in their publicity plan on its day, the second unit a day later. */
async function plansOn(unit: CampaignUnit): Promise<void> {
  const item = { channel: 'lecture', place: '会议室', responsible: '专人', audience: '居民' } as const
  const days = ['2021-04-03', '2021-04-05', '2021-06-30'].map(day)
  await ground.does(unit.head, unit.id, 'plan.submit', {
    campaignId: campaign,
    base: 0,
    items: days.map((on, index) => ({ ...item, id: `${index + 1}`, day: on, title: `第 ${index + 1} 讲` })),
  })
}

async function hundredDays(): Promise<void> {
  await everyMorning(context, ground, noticeCampaign, async (today) => {
    if (Number(today.slice(8)) % 2 === 1) {
      ground.at(today, 21)
      for (const unit of ground.units) await works(unit, today)
    }
    ground.at(today, 22)
    await entersCrimes(ground, today)
    for (const unit of ground.units)
      if (today === (unit === ground.units[1] ? '2021-03-28' : '2021-03-27')) await plansOn(unit)
    for (const unit of ground.units) for (const due of dues) if (signsOn(unit, due) === today) await signs(unit, due)
  })
}

async function paperOf(unit: CampaignUnit, due: LocalDate): Promise<OperationId> {
  const row = await context.db
    .selectFrom('paper')
    .select('paper_id')
    .where('unit_id', '=', unit.id)
    .where('kind', '=', 'report')
    .where('period', '=', due)
    .executeTakeFirstOrThrow()
  return row.paper_id
}

const viewerOf = (unit: CampaignUnit) => ({
  staff: unit.head,
  unitId: unit.id,
  stationId: null,
  streetId: ground.street,
})
const asClerk = (unitId = ground.street) => ({ staff: ground.clerk, unitId, stationId: null, streetId: ground.street })

async function reportNow(unit: CampaignUnit, id: OperationId) {
  return answerOf(await report(context, viewerOf(unit), { action: 'report', unit: unit.id, id }))
}

const unitAt = (index: number): CampaignUnit => {
  const unit = ground.units[index]
  if (unit === undefined) throw new Error(`no unit ${index}`)
  return unit
}

describe('the notice’s hundred days', () => {
  it('has two phases active on 26 March', () => {
    expect(phasesOn(noticeCampaign, day('2021-03-26')).map(({ id }) => id)).toEqual(['outreach', 'evaluate'])
  })

  it('ends with one plan late, on 28 March, and no other', async () => {
    const listed = answerOf(await plans(context, asClerk(), { action: 'plans', unit: ground.street, campaign }))
    expect(listed.units.filter(({ receipt }) => receipt === 'late').map(({ unit }) => unit.id)).toEqual([unitAt(1).id])
    expect(listed.units.filter(({ receipt }) => receipt === 'in-time')).toHaveLength(7)
    // Lectures are held on odd days; the one planned for the last day of June was held the evening before.
    expect(listed.units.every(({ done, missed, ahead }) => done === 3 && missed === 0 && ahead === 0)).toBe(true)
    const told = await context.db.selectFrom('notice').select('unit_id').where('kind', '=', 'plan-overdue').execute()
    expect(told).toEqual([{ unit_id: unitAt(1).id }])
  })

  it('ends with seven reports of every unit, offices and companies too, each on its day', async () => {
    for (const unit of ground.units) {
      const listed = answerOf(await reports(context, viewerOf(unit), { action: 'reports', unit: unit.id, campaign }))
      expect(listed.reports.map(({ due }) => due)).toEqual([...dues].reverse())
      expect(listed.reports.every(({ id }) => id !== null)).toBe(true)
    }
  })

  it('shows the street which came late and which is missing, and no other', async () => {
    const matrix = answerOf(
      await reportMatrix(context, asClerk(), { action: 'report-matrix', unit: ground.street, campaign }),
    )
    expect(matrix.periods.map(({ due }) => due)).toEqual(dues)
    const found = new Map<string, Receipt>()
    for (const { unit, reports: row } of matrix.units)
      for (const [index, { receipt }] of row.entries())
        if (receipt !== 'in-time') found.set(`${unit.name} ${dues[index]}`, receipt)
    expect([...found]).toEqual([
      ['青枫苑社区 2021-04-14', 'late'],
      ['星港物流 2021-04-29', 'missing'],
    ])
  })

  it('signs for figures that are the records’ own sums, span by span without a gap', async () => {
    const unit = unitAt(0)
    let visits = 0
    let lectures = 0
    for (const due of dues) {
      const { content } = await reportNow(unit, await paperOf(unit, due))
      const [version] = content.versions
      if (version === undefined) throw new Error(`not signed ${due}`)
      const rows = await context.db
        .selectFrom('visit')
        .select(['adults', 'leaflets'])
        .where('unit_id', '=', unit.id)
        .where('day', '>=', content.from)
        .where('day', '<=', content.to)
        .execute()
      expect(version.figures.visits).toBe(rows.length)
      expect(version.figures.adults).toBe(rows.reduce((sum, { adults }) => sum + (adults ?? 0), 0))
      expect(version.figures.doorLeaflets).toBe(rows.length)
      expect(version.figures.audience).toBe(20 * activityCount(version.figures))
      expect(version.figures.daysMet).toBe(version.figures.activities.lecture)
      expect(version.narrative).toContain(`入户走访 ${rows.length} 户次`)
      visits += version.figures.visits
      lectures += version.figures.activities.lecture ?? 0
    }
    const all = await context.db
      .selectFrom('visit')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('unit_id', '=', unit.id)
      .where('day', '<=', day('2021-06-29'))
      .executeTakeFirstOrThrow()
    expect(visits).toBe(Number(all.count))
    expect(visits).toBe(2 * lectures)
  })

  it('drafts nothing twice, however often and at once the timer runs, and keeps every unit’s chain', async () => {
    await Promise.all([runTimer(context), runTimer(context), runTimer(context)])
    const drafts = await context.db
      .selectFrom('operation')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('unit_id', '=', unitAt(0).id)
      .where('type', '=', 'report.draft')
      .executeTakeFirstOrThrow()
    expect(Number(drafts.count)).toBe(7)
    for (const unit of ground.units) expect(await verifyChain(context.db, unit.id)).toMatchObject({ kind: 'intact' })
  })
})

describe('压降率 at the end of the hundred days', () => {
  const told = async () => answerOf(await rates(context, asClerk(), { action: 'rates', unit: ground.street, campaign }))
  const figure = (list: readonly { readonly loss: number }[]) => ({
    cases: list.length,
    loss: list.reduce((sum, { loss }) => sum + loss, 0),
  })
  /** Percent with one decimal, from the plan alone. */
  const percent = (base: number, now: number) =>
    base === 0 ? '基期为0' : Math.round(((base - now) / base) * 1000 + Number.EPSILON) / 10

  it('is right to a tenth of a percent for every unit and month, and in total', async () => {
    const { units, total } = await told()
    const plans = ground.units.map((_, nth) => plannedMonths(nth))
    const shown = (rate: { kind: string; tenths?: number }) =>
      rate.kind === 'base-zero' ? '基期为0' : (rate.tenths ?? Number.NaN) / 10
    for (const [nth, unit] of ground.units.entries()) {
      const line = units.find((one) => one.unit.id === unit.id)
      expect(line?.months.map(({ month }) => month)).toEqual(['2021-03', '2021-04', '2021-05', '2021-06'])
      for (const [index, { alone }] of (line?.months ?? []).entries()) {
        const plan = plans[nth]?.[index]
        if (plan === undefined) throw new Error('no plan')
        const now = figure(plan.crimes)
        expect([alone.now, shown(alone.cases), shown(alone.loss)]).toEqual([
          now,
          percent(plan.baseCases, now.cases),
          percent(plan.baseLoss, now.loss),
        ])
      }
    }
    for (const [index, { sinceFirst }] of (total?.months ?? []).entries()) {
      const until = plans.flatMap((plan) => plan.slice(0, index + 1))
      const now = figure(until.flatMap(({ crimes }) => crimes))
      const base = until.reduce((sum, { baseCases }) => sum + baseCases, 0)
      const baseLoss = until.reduce((sum, one) => sum + one.baseLoss, 0)
      expect([sinceFirst.now, shown(sinceFirst.cases), shown(sinceFirst.loss)]).toEqual([
        now,
        percent(base, now.cases),
        percent(baseLoss, now.loss),
      ])
    }
  })

  it('judges both milestones by cases and loss', async () => {
    const { milestones } = await told()
    expect(milestones.map(({ id, verdict }) => [id, verdict.kind === 'judged' && verdict.judgement])).toEqual([
      ['march', expect.objectContaining({ cases: true, loss: true, met: true })],
      ['june', expect.objectContaining({ cases: true, loss: true, met: true })],
    ])
  })

  it('says what was put right on the way', async () => {
    const { units } = await told()
    expect(units[0]?.baseline.corrections).toEqual([
      expect.objectContaining({ month: '2020-04', reason: '四月多录九起', by: ground.clerk.name }),
    ])
    expect(units[1]?.correctedCrimes).toBe(plannedMonths(1).flatMap(({ crimes }) => crimes).length)
  })
})

describe('the evaluation at the end of the hundred days', () => {
  const sheet = async () =>
    answerOf(await evaluation(context, asClerk(), { action: 'evaluation', unit: ground.street, campaign }))

  it('adds up: every score from what the plan of these days says, every total from its scores', async () => {
    const { units } = await sheet()
    // Lectures on the odd days from 26 March: three in March, 15, 16, 15, and five until 10 July.
    const lectures = 3 + 15 + 16 + 15 + 5
    for (const [nth, unit] of ground.units.entries()) {
      const score = units[nth]
      if (score === undefined) throw new Error('no line')
      const of = (id: string) => score.lines.find((line) => line.id === id)
      const inTime = nth === 0 || nth === 7 ? 6 : 7
      if (unit.kind === 'community') {
        const planned = plannedMonths(nth).slice(0, 4)
        const [base, now] = [
          planned.reduce((sum, { baseCases }) => sum + baseCases, 0),
          planned.reduce((sum, { crimes }) => sum + crimes.length, 0),
        ]
        expect(of('cases')?.figure).toMatchObject({ part: base - now, whole: base })
        const share = Math.max(0, Math.min(1, (((base - now) / base) * 100) / 30))
        expect(of('cases')?.tenths).toBe(Math.round(300 * share))
        // On odd days only the doors of two pairs out of four are reached.
        expect(of('coverage')).toMatchObject({ figure: { part: 4, whole: 8 }, tenths: 0 })
        expect(of('days')?.figure).toMatchObject({ part: lectures })
        expect(of('reports')?.figure).toMatchObject({ part: inTime, whole: 7, pending: 0 })
      } else {
        expect(of('acts')).toMatchObject({ figure: { part: lectures }, tenths: 400 })
        expect(of('unit-reports')?.figure).toMatchObject({ part: inTime, whole: 7 })
        expect(of('unit-plan')).toMatchObject({ tenths: 100 })
      }
      expect(score.tenths).toBe(score.lines.reduce((sum, { tenths }) => sum + (tenths ?? Number.NaN), 0))
      expect([score.most, score.open]).toEqual([1000, 0])
    }
  })

  it('is issued for that, and stays as it was issued', async () => {
    const before = await sheet()
    const body = { campaignId: campaign, seen: before.seen }
    await ground.does(ground.clerk, ground.street, 'evaluation.issue', body)
    const [version] = (await sheet()).content.issued
    expect(version?.units).toEqual(before.units)
  })
})

describe('a crime of the hundred days, looked at backwards', () => {
  const unit = () => unitAt(0)
  const find = async () => {
    const listed = answerOf(await reviews(context, viewerOf(unit()), { action: 'reviews', unit: unit().id }))
    const found = listed.reviews.find(({ on }) => on === '2021-03-17')
    if (found === undefined) throw new Error('no crime on 17 March')
    return answerOf(await review(context, viewerOf(unit()), { action: 'review', unit: unit().id, id: found.id }))
  }

  it('names both visits at its door, with their days, and nothing that came after', async () => {
    const { place, touches, gaps, asksReach } = await find()
    if (place.kind !== 'door') throw new Error('no door')
    const before = visited.filter(
      (one) => one.unit === unit().id && one.door === place.doorId && one.day < '2021-03-17',
    )
    expect(before.map((one) => one.day)).toEqual(['2021-03-11', '2021-03-15'])
    const listed = touches.filter(({ kind, reach }) => kind === 'visit' && reach === 'door')
    expect(listed.map(({ record, at, days }) => [record, dayOf(at), days])).toEqual([
      [before[1]?.id, '2021-03-15', 2],
      [before[0]?.id, '2021-03-11', 6],
    ])
    expect(listed).toMatchObject([
      { outcome: 'met', met: true, leaflets: 1, by: unit().worker.name },
      { outcome: 'met', met: true, leaflets: 1, by: unit().worker.name },
    ])
    // Lectures were held on odd days, the first on 11 March.
    const lectures = touches.filter(({ channel }) => channel === 'lecture')
    expect(lectures.map(({ at }) => dayOf(at))).toEqual(['2021-03-15', '2021-03-13', '2021-03-11'])
    expect(touches.every(({ at }) => dayOf(at) < '2021-03-17')).toBe(true)
    expect(gaps).toContainEqual({ kind: 'met', days: 2 })
    expect(gaps).toContainEqual({ kind: 'broadcast', days: null })
    expect(asksReach).toBe(false)
  })

  it('was late from the morning after a week, told once for all, and is answered and closed at last', async () => {
    const { id, due, overdue } = await find()
    expect([due, overdue]).toEqual(['2021-03-24', true])
    const { head, id: unitId } = unit()
    const told = await context.db
      .selectFrom('notice')
      .select('made_at')
      .where('unit_id', '=', unitId)
      .where('kind', '=', 'review-overdue')
      .orderBy('made_at')
      .execute()
    const mornings = told.map(({ made_at }) => dayOf(made_at))
    expect(mornings).toContain('2021-03-25')
    expect(new Set(mornings).size).toBe(mornings.length)
    const rectified = { kind: 'done', on: day('2021-03-30') } as const
    await ground.does(head, unitId, 'review.answer', { paperId: id, gap: 'warned', measure: '与家属约好', rectified })
    await ground.does(ground.clerk, unitId, 'review.close', { paperId: id })
    expect(await find()).toMatchObject({ state: 'closed', overdue: false, answer: { gap: 'warned', by: head.name } })
    expect(await verifyChain(context.db, unitId)).toMatchObject({ kind: 'intact' })
  })
})

describe('a signed report', () => {
  it('stays as it was signed when a record comes late: the difference is an amendment, signed beside it', async () => {
    const unit = unitAt(1)
    const paperId = await paperOf(unit, day('2021-06-29'))
    const before = (await reportNow(unit, paperId)).content.versions[0]
    if (before === undefined) throw new Error('not signed')
    const [door] = unit.doors
    if (door === undefined) throw new Error('no door')
    const late = startOfDay(day('2021-06-28')) + 18 * HOUR
    await ground.does(
      unit.worker,
      unit.id,
      'visit.log',
      { doorId: door, startedAt: late - MINUTE, outcome: 'met' },
      late,
    )
    const after = await reportNow(unit, paperId)
    expect(after.content.versions).toEqual([before])
    const { hash, ...rest } = before
    expect(contentHash(rest)).toBe(hash)
    const changed = figureChanges(before.figures, after.figures)
    expect(changed).toContainEqual(
      expect.objectContaining({ id: 'visits', before: before.figures.visits, now: before.figures.visits + 1 }),
    )
    expect(changed).toContainEqual(expect.objectContaining({ id: 'late', now: before.figures.late + 1 }))
    const body = { paperId, seen: after.seen, note: '周敏手机没有信号，补传一条' }
    await ground.does(unit.head, unit.id, 'report.amend', body)
    const amended = await reportNow(unit, paperId)
    expect(amended.content.versions).toEqual([before])
    expect(amended.content.amendments[0]?.figures).toEqual(after.figures)
    const listed = answerOf(await reports(context, viewerOf(unit), { action: 'reports', unit: unit.id, campaign }))
    expect(listed.reports[0]?.changed).toBe(0)
  })

  it('is signed once: of two at once one stands, and the other hears that it is signed', async () => {
    const unit = unitAt(7)
    const paperId = await paperOf(unit, day('2021-04-29'))
    const { seen } = await reportNow(unit, paperId)
    const sign = () => ground.tries(unit.head, unit.id, 'report.sign', { paperId, seen })
    const outcomes = await Promise.all([sign(), sign()])
    expect(outcomes.map((one) => (one.kind === 'rejected' ? one.problem.code : one.kind)).sort()).toEqual([
      4099,
      'applied',
    ])
    const { content, receipt } = await reportNow(unit, paperId)
    expect(content.versions).toHaveLength(1)
    expect(receipt).toBe('late')
  })

  it('was seen as it is: with figures that moved meanwhile nothing is signed', async () => {
    const unit = unitAt(2)
    const paperId = await paperOf(unit, day('2021-06-29'))
    const seen = contentHash({ not: 'these' })
    expect(await ground.tries(unit.head, unit.id, 'report.amend', { paperId, seen, note: '更正' })).toMatchObject({
      problem: { code: 4095 },
    })
  })

  it('comes back with a reason while it is not received, is signed anew in time, and is never sent back after', async () => {
    const unit = unitAt(3)
    const paperId = await paperOf(unit, day('2021-06-29'))
    const first = (await reportNow(unit, paperId)).content.versions[0]
    const { clerk } = ground
    await ground.does(clerk, unit.id, 'report.return', { paperId, reason: '请补充存在的问题' })
    expect((await reportNow(unit, paperId)).receipt).toBe('returned')
    await ground.does(unit.head, unit.id, 'report.edit', {
      paperId,
      narrative: null,
      problems: '白天走访常无人在家。\n夜间人手不足。',
      next: '',
    })
    const { seen } = await reportNow(unit, paperId)
    await ground.does(unit.head, unit.id, 'report.sign', { paperId, seen })
    const signed = await reportNow(unit, paperId)
    expect(signed.receipt).toBe('in-time')
    expect(signed.content.versions).toHaveLength(2)
    expect(signed.content.versions[0]).toEqual(first)
    await ground.does(clerk, unit.id, 'report.accept', { paperId })
    expect(await ground.tries(clerk, unit.id, 'report.return', { paperId, reason: '再改' })).toMatchObject({
      problem: { code: 4099 },
    })
    const edit = { paperId, narrative: '改写', problems: '', next: '' }
    expect(await ground.tries(unit.head, unit.id, 'report.edit', edit)).toMatchObject({ problem: { code: 4099 } })
  })

  it('is reminded of once a day however often it is pressed, and not once it is there', async () => {
    const unit = unitAt(4)
    const paperId = await paperOf(unit, day('2021-06-29'))
    expect(await ground.tries(ground.clerk, unit.id, 'report.remind', { paperId })).toMatchObject({
      problem: { code: 4093 },
    })
    await ground.does(ground.clerk, unit.id, 'report.return', { paperId, reason: '缺附件' })
    for (let press = 0; press < 3; press++) await ground.does(ground.clerk, unit.id, 'report.remind', { paperId })
    const notices = await context.db
      .selectFrom('notice')
      .select('kind')
      .where('unit_id', '=', unit.id)
      .where('kind', '=', 'report-wanted')
      .execute()
    expect(notices).toHaveLength(1)
  })

  it('is written by its unit and received by its street: nobody else’s hand is on it', async () => {
    const unit = unitAt(5)
    const paperId = await paperOf(unit, day('2021-06-29'))
    const { seen } = await reportNow(unit, paperId)
    const code = async (outcome: ReturnType<CampaignStreet['tries']>) => {
      const found = await outcome
      return found.kind === 'rejected' ? found.problem.code : found.kind
    }
    expect(await code(ground.tries(ground.clerk, unit.id, 'report.sign', { paperId, seen }))).toBe(4030)
    expect(await code(ground.tries(unit.head, unit.id, 'report.accept', { paperId }))).toBe(4030)
    expect(await code(ground.tries(unit.worker, unit.id, 'report.sign', { paperId, seen }))).toBe(4030)
    expect(await code(ground.tries(ground.inspector, unit.id, 'report.accept', { paperId }))).toBe(4030)
    const asLeader = { ...asClerk(unit.id), staff: ground.leader }
    expect(await report(context, asLeader, { action: 'report', unit: unit.id, id: paperId })).toMatchObject({
      problem: { code: 4030 },
    })
    const row = await context.db
      .selectFrom('paper')
      .selectAll()
      .where('unit_id', '=', unit.id)
      .where('paper_id', '=', paperId)
      .executeTakeFirstOrThrow()
    expect(reportOf(row).versions).toHaveLength(1)
  })
})

describe('ten years after, when all that is kept for a time went', () => {
  it('every figure of the hundred days is what it was, and every chain is whole', async () => {
    const units = [ground.street, ...ground.units.map(({ id }) => id)]
    const figures = async () => ({
      evaluation: await evaluation(context, asClerk(), { action: 'evaluation', unit: ground.street, campaign }),
      rates: await rates(context, asClerk(), { action: 'rates', unit: ground.street, campaign }),
      matrix: await reportMatrix(context, asClerk(), { action: 'report-matrix', unit: ground.street, campaign }),
      rows: await Promise.all(
        (['unit_day', 'staff_day', 'channel_day', 'building', 'door', 'stock'] as const).map((table) =>
          sql`select t::text from ${sql.table(table)} t order by t::text`.execute(context.db).then(({ rows }) => rows),
        ),
      ),
    })
    const before = await figures()
    const now = context.clock.time
    const purged = new Map<string, number>()
    context.clock.time = now + 3653 * DAY
    for (const unit of units)
      for (const [kind, count] of (await purgeUnit(context, unit, 'timer')).kinds)
        purged.set(kind, (purged.get(kind) ?? 0) + count)
    context.clock.time = now
    expect([...purged.keys()]).toEqual(expect.arrayContaining(['crime', 'notice']))
    expect(await figures()).toEqual(before)
    const mark = markOf(masterKeys(context.config, context.random))
    for (const unit of units) expect(await verifyChain(context.db, unit, [], mark)).toMatchObject({ kind: 'intact' })
  })
})
