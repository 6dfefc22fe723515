import type { Database } from '#cloud/db/database'
import { contentHash } from '#cloud/operations/canonical'
import { verifyChain } from '#cloud/operations/verify-chain'
import { summaries, summary } from '#cloud/queries/summaries'
import { addFigures } from '#domain/report-figures'
import { addDays, type LocalDate } from '#domain/time'
import { type TestContext, testContext } from '../../support/field-fixture'
import { answerOf } from '../../support/field-under-test'
import { due, type SummaryGround, summaryGround } from '../../support/summary-ground'
import { openTestDatabase } from '../../support/test-database'

let database: Database
let context: TestContext
let ground: SummaryGround

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database?.close())

beforeEach(async () => {
  context = testContext(database)
  ground = await summaryGround(context)
})

const viewer = (staff = ground.clerk) => ({ staff, unitId: ground.street, stationId: null, streetId: ground.street })
const listed = async () => {
  const asked = { action: 'summaries' as const, unit: ground.street, campaign: ground.campaign }
  return answerOf(await summaries(context, viewer(), asked)).periods
}

describe('a summary', () => {
  it('adds up what was signed and nothing else, and names who is late, was sent back, or is missing', async () => {
    const back = await ground.report(2)
    await ground.does(ground.clerk, ground.unit(2).id, 'report.return', { paperId: back.id, reason: '请补充' })
    ground.at(addDays(due, 1), 10)
    await ground.sign(3)
    const told = await ground.now(await ground.compose())
    const signed = await Promise.all([0, 1, 3].map(async (nth) => (await ground.report(nth)).content.versions[0]))
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
    expect(told.composed).toContain(
      '应报送单位 8 个，按时报送 2 个，迟报 1 个（悦溪苑社区），退回修改 1 个（荷塘南社区），未报 4 个',
    )
    expect(told.composed).toContain('已报送的 3 个单位开展反诈宣传共 187 分钟')
  })

  it('is issued for what was seen: with a report that came meanwhile, or words that somebody changed, it is not', async () => {
    const id = await ground.compose()
    const before = await ground.now(id)
    await ground.sign(4)
    expect(await ground.issue(id, before.seen)).toMatchObject({ problem: { code: 4095 } })
    const after = await ground.now(id)
    await ground.does(ground.clerk, ground.street, 'summary.edit', {
      paperId: id,
      base: 0,
      narrative: '本期工作平稳。',
      problems: '',
      next: '继续走访。',
    })
    expect(await ground.issue(id, after.seen)).toMatchObject({ problem: { code: 4095 } })
    expect(await ground.issue(id)).toMatchObject({ kind: 'applied' })
    expect((await ground.now(id)).content.issued).toMatchObject({ narrative: '本期工作平稳。', next: '继续走访。' })
  })

  it('is issued once: of two at once one wins, and the other hears who it was', async () => {
    const id = await ground.compose()
    const { seen } = await ground.now(id)
    const outcomes = await Promise.all([ground.issue(id, seen), ground.issue(id, seen)])
    expect(outcomes.filter(({ kind }) => kind === 'applied')).toHaveLength(1)
    expect(outcomes.find(({ kind }) => kind === 'rejected')).toMatchObject({
      problem: { code: 4099, detail: expect.stringContaining('王立群已签发第 1 版') },
    })
  })

  it('never changes once issued: what is amended, sent back or comes later is told beside it', async () => {
    const id = await ground.compose()
    expect(await ground.issue(id)).toMatchObject({ kind: 'applied' })
    const { issued } = (await ground.now(id)).content
    if (issued === null) throw new Error('not issued')
    const { hash, ...rest } = issued
    expect(contentHash(rest)).toBe(hash)
    await ground.lecture(0, 30)
    const amended = await ground.report(0)
    const amendment = { paperId: amended.id, seen: amended.seen, note: '补录一场' }
    await ground.does(ground.unit(0).head, ground.unit(0).id, 'report.amend', amendment)
    const back = await ground.report(1)
    await ground.does(ground.clerk, ground.unit(1).id, 'report.return', { paperId: back.id, reason: '请补充' })
    await ground.sign(5)
    const after = await ground.now(id)
    expect(after.content.issued).toEqual(issued)
    expect(after.changes.map(({ unit, news }) => [unit.name, news])).toEqual([
      [ground.unit(0).name, 'amended'],
      [ground.unit(1).name, 'withdrawn'],
      [ground.unit(5).name, 'came'],
    ])
    expect((await listed())[0]?.papers).toMatchObject([{ id, state: 'issued', changed: 3, issuedBy: '王立群' }])
    const edit = { paperId: id, base: 0, narrative: null, problems: '改', next: '' }
    expect(await ground.tries(ground.clerk, ground.street, 'summary.edit', edit)).toMatchObject({
      problem: { code: 4099 },
    })
  })

  it('is followed by another version as another paper; the 专报 counts its own', async () => {
    const first = await ground.compose()
    const again = { campaignId: ground.campaign, kind: 'collected' as const, due }
    expect(await ground.tries(ground.clerk, ground.street, 'summary.compose', again)).toMatchObject({
      problem: { code: 4095 },
    })
    await ground.issue(first)
    const second = await ground.compose()
    const briefing = await ground.compose('briefing')
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
    const id = await ground.compose()
    const edit = { paperId: id, base: 0, narrative: null, problems: '人手不足。', next: '' }
    await ground.does(ground.clerk, ground.street, 'summary.edit', edit)
    expect(
      await ground.tries(ground.clerk, ground.street, 'summary.edit', { ...edit, problems: '另一种说法。' }),
    ).toMatchObject({ problem: { code: 4095 } })
    expect((await ground.now(id)).content.problems).toBe('人手不足。')
  })

  it('is not made before its reports are due, nor of a day that is none, nor issued of nothing', async () => {
    const body = { campaignId: ground.campaign, kind: 'collected' as const }
    const tries = (day: string) =>
      ground.tries(ground.clerk, ground.street, 'summary.compose', { ...body, due: day as LocalDate })
    expect(await tries('2021-04-14')).toMatchObject({ problem: { code: 4093 } })
    expect(await tries('2021-04-15')).toMatchObject({ problem: { code: 4041 } })
    for (const nth of [0, 1, 2]) {
      const { id } = await ground.report(nth)
      await ground.does(ground.clerk, ground.unit(nth).id, 'report.return', { paperId: id, reason: '请补充' })
    }
    expect(await ground.issue(await ground.compose())).toMatchObject({ problem: { code: 4093 } })
  })

  it('is the street’s clerks’ alone to write; inspectors read it, leaders and units do not', async () => {
    const id = await ground.compose()
    for (const person of [ground.inspector, ground.leader])
      expect(
        await ground.tries(person, ground.street, 'summary.issue', { paperId: id, seen: (await ground.now(id)).seen }),
      ).toMatchObject({ problem: { code: 4030 } })
    const asked = { action: 'summary' as const, unit: ground.street, id }
    expect((await summary(context, viewer(ground.inspector), asked)).ok).toBe(true)
    expect(await summary(context, viewer(ground.leader), asked)).toMatchObject({ problem: { code: 4030 } })
    expect(await summary(context, { ...viewer(ground.unit(0).head), unitId: ground.unit(0).id }, asked)).toMatchObject({
      problem: { code: 4030 },
    })
  })
})
