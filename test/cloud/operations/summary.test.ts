import type { Database } from '#cloud/db/database'
import { contentHash } from '#cloud/operations/canonical'
import { verifyChain } from '#cloud/operations/verify-chain'
import { report, reports } from '#cloud/queries/reports'
import { summaries, summary } from '#cloud/queries/summaries'
import { runTimer } from '#cloud/timer/run-timer'
import { noticeCampaign } from '#domain/campaign'
import type { OperationId } from '#domain/ids'
import { addFigures } from '#domain/report-figures'
import type { SummaryKind } from '#domain/summary'
import { addDays, type LocalDate, MINUTE, startOfDay } from '#domain/time'
import { type CampaignStreet, type CampaignUnit, campaignStreet } from '../../support/campaign-street'
import { type TestContext, testContext } from '../../support/field-fixture'
import { answerOf } from '../../support/field-under-test'
import { openTestDatabase } from '../../support/test-database'

const due = '2021-03-29' as LocalDate

let database: Database
let context: TestContext
let ground: CampaignStreet
let campaign: OperationId

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database?.close())

/** The first reports of eight units are drafted; each unit held a lecture, as long as its place in the list; three have signed in time. */
beforeEach(async () => {
  context = testContext(database)
  context.clock.time = startOfDay(noticeCampaign.from)
  ground = await campaignStreet(context)
  const body = { campaignId: null, base: 0, campaign: noticeCampaign }
  campaign = await ground.does(ground.clerk, ground.street, 'campaign.set', body)
  ground.at('2021-03-28' as LocalDate, 20)
  for (const [nth, unit] of ground.units.entries()) await lecture(unit, 61 + nth)
  ground.at(due, 9)
  await runTimer(context)
  for (const unit of ground.units.slice(0, 3)) await sign(unit)
})

const at = (nth: number): CampaignUnit => {
  const unit = ground.units[nth]
  if (unit === undefined) throw new Error(`no unit ${nth}`)
  return unit
}

function lecture(unit: CampaignUnit, minutes: number) {
  const to = context.clock.time
  const body = { channel: 'lecture' as const, from: to - minutes * MINUTE, to, place: '会议室', audience: minutes }
  return ground.does(unit.head, unit.id, 'activity.log', body)
}

async function reportOfUnit(unit: CampaignUnit) {
  const viewer = { staff: unit.head, unitId: unit.id, stationId: null, streetId: ground.street }
  const listed = answerOf(await reports(context, viewer, { action: 'reports', unit: unit.id, campaign })).reports
  const id = listed.find((one) => one.due === due)?.id
  if (id === null || id === undefined) throw new Error('not drafted')
  return answerOf(await report(context, viewer, { action: 'report', unit: unit.id, id }))
}

async function sign(unit: CampaignUnit): Promise<void> {
  const { id, seen } = await reportOfUnit(unit)
  await ground.does(unit.head, unit.id, 'report.sign', { paperId: id, seen })
}

const viewer = (staff = ground.clerk) => ({ staff, unitId: ground.street, stationId: null, streetId: ground.street })
const compose = (kind: SummaryKind = 'collected') =>
  ground.does(ground.clerk, ground.street, 'summary.compose', { campaignId: campaign, kind, due })
const now = async (id: OperationId) =>
  answerOf(await summary(context, viewer(), { action: 'summary', unit: ground.street, id }))
const issue = async (id: OperationId, seen?: string) =>
  ground.tries(ground.clerk, ground.street, 'summary.issue', { paperId: id, seen: seen ?? (await now(id)).seen })
const listed = async () =>
  answerOf(await summaries(context, viewer(), { action: 'summaries', unit: ground.street, campaign })).periods

describe('a summary', () => {
  it('adds up what was signed and nothing else, and names who is late, was sent back, or is missing', async () => {
    const back = await reportOfUnit(at(2))
    await ground.does(ground.clerk, at(2).id, 'report.return', { paperId: back.id, reason: '请补充' })
    ground.at(addDays(due, 1), 10)
    await sign(at(3))
    const told = await now(await compose())
    const signed = await Promise.all([0, 1, 3].map(async (nth) => (await reportOfUnit(at(nth))).content.versions[0]))
    expect(told.figures).toEqual(addFigures(signed.flatMap((one) => (one === undefined ? [] : [one.figures]))))
    expect(told.figures.minutes).toBe(61 + 62 + 64)
    expect(told.sources.map(({ receipt }) => receipt)).toEqual([
      'in-time',
      'in-time',
      'returned',
      'late',
      'missing',
      'missing',
      'missing',
      'missing',
    ])
    expect(told.composed).toContain('应报送单位 8 个，按时报送 2 个，迟报 1 个（悦溪苑社区），退回修改 1 个（荷塘南社区），未报 4 个')
    expect(told.composed).toContain('已报送的 3 个单位开展反诈宣传共 187 分钟')
  })

  it('is issued for what was seen: with a report that came meanwhile, or words that somebody changed, it is not', async () => {
    const id = await compose()
    const before = await now(id)
    await sign(at(4))
    expect(await issue(id, before.seen)).toMatchObject({ problem: { code: 4095 } })
    const after = await now(id)
    await ground.does(ground.clerk, ground.street, 'summary.edit', {
      paperId: id,
      base: 0,
      narrative: '本期工作平稳。',
      problems: '',
      next: '继续走访。',
    })
    expect(await issue(id, after.seen)).toMatchObject({ problem: { code: 4095 } })
    expect(await issue(id)).toMatchObject({ kind: 'applied' })
    expect((await now(id)).content.issued).toMatchObject({ narrative: '本期工作平稳。', next: '继续走访。' })
  })

  it('is issued once: of two at once one wins, and the other hears who it was', async () => {
    const id = await compose()
    const { seen } = await now(id)
    const outcomes = await Promise.all([issue(id, seen), issue(id, seen)])
    expect(outcomes.filter(({ kind }) => kind === 'applied')).toHaveLength(1)
    expect(outcomes.find(({ kind }) => kind === 'rejected')).toMatchObject({
      problem: { code: 4099, detail: expect.stringContaining('王立群已签发第 1 版') },
    })
  })

  it('never changes once issued: what is amended, sent back or comes later is told beside it', async () => {
    const id = await compose()
    expect(await issue(id)).toMatchObject({ kind: 'applied' })
    const { issued } = (await now(id)).content
    if (issued === null) throw new Error('not issued')
    const { hash, ...rest } = issued
    expect(contentHash(rest)).toBe(hash)
    await lecture(at(0), 30)
    const amended = await reportOfUnit(at(0))
    const amendment = { paperId: amended.id, seen: amended.seen, note: '补录一场' }
    await ground.does(at(0).head, at(0).id, 'report.amend', amendment)
    const back = await reportOfUnit(at(1))
    await ground.does(ground.clerk, at(1).id, 'report.return', { paperId: back.id, reason: '请补充' })
    await sign(at(5))
    const after = await now(id)
    expect(after.content.issued).toEqual(issued)
    expect(after.changes.map(({ unit, news }) => [unit.name, news])).toEqual([
      [at(0).name, 'amended'],
      [at(1).name, 'withdrawn'],
      [at(5).name, 'came'],
    ])
    expect((await listed())[0]?.papers).toMatchObject([{ id, state: 'issued', changed: 3, issuedBy: '王立群' }])
    const edit = { paperId: id, base: 0, narrative: null, problems: '改', next: '' }
    expect(await ground.tries(ground.clerk, ground.street, 'summary.edit', edit)).toMatchObject({ problem: { code: 4099 } })
  })

  it('is followed by another version as another paper; the 专报 counts its own', async () => {
    const first = await compose()
    const again = { campaignId: campaign, kind: 'collected' as const, due }
    expect(await ground.tries(ground.clerk, ground.street, 'summary.compose', again)).toMatchObject({
      problem: { code: 4095 },
    })
    await issue(first)
    const second = await compose()
    const briefing = await compose('briefing')
    const papers = (await listed())[0]?.papers
    expect(papers?.map(({ id, kind, version }) => [id, kind, version])).toEqual(
      expect.arrayContaining([
        [first, 'collected', 1],
        [second, 'collected', 2],
        [briefing, 'briefing', 1],
      ]),
    )
    expect(await verifyChain(context.db, ground.street)).toMatchObject({ kind: 'intact' })
  })

  it('is edited by two: the second hears of the first and loses nothing of what is stored', async () => {
    const id = await compose()
    const edit = { paperId: id, base: 0, narrative: null, problems: '人手不足。', next: '' }
    await ground.does(ground.clerk, ground.street, 'summary.edit', edit)
    expect(
      await ground.tries(ground.clerk, ground.street, 'summary.edit', { ...edit, problems: '另一种说法。' }),
    ).toMatchObject({ problem: { code: 4095 } })
    expect((await now(id)).content.problems).toBe('人手不足。')
  })

  it('is not made before its reports are due, nor of a day that is none, nor issued of nothing', async () => {
    const body = { campaignId: campaign, kind: 'collected' as const }
    const tries = (day: string) =>
      ground.tries(ground.clerk, ground.street, 'summary.compose', { ...body, due: day as LocalDate })
    expect(await tries('2021-04-14')).toMatchObject({ problem: { code: 4093 } })
    expect(await tries('2021-04-15')).toMatchObject({ problem: { code: 4041 } })
    for (const unit of ground.units.slice(0, 3)) {
      const { id } = await reportOfUnit(unit)
      await ground.does(ground.clerk, unit.id, 'report.return', { paperId: id, reason: '请补充' })
    }
    expect(await issue(await compose())).toMatchObject({ problem: { code: 4093 } })
  })

  it('is the street’s clerks’ alone to write; inspectors read it, leaders and units do not', async () => {
    const id = await compose()
    for (const person of [ground.inspector, ground.leader])
      expect(
        await ground.tries(person, ground.street, 'summary.issue', { paperId: id, seen: (await now(id)).seen }),
      ).toMatchObject({ problem: { code: 4030 } })
    const asked = { action: 'summary' as const, unit: ground.street, id }
    expect((await summary(context, viewer(ground.inspector), asked)).ok).toBe(true)
    expect(await summary(context, viewer(ground.leader), asked)).toMatchObject({ problem: { code: 4030 } })
    expect(await summary(context, { ...viewer(at(0).head), unitId: at(0).id }, asked)).toMatchObject({
      problem: { code: 4030 },
    })
  })
})
