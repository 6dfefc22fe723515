import type { Database } from '#cloud/db/database'
import { contentHash } from '#cloud/operations/canonical'
import { verifyChain } from '#cloud/operations/verify-chain'
import { measure } from '#cloud/queries/creation'
import { evaluation } from '#cloud/queries/evaluation'
import { type Measure, noticeCampaign } from '#domain/campaign'
import type { UnitId } from '#domain/ids'
import { type LocalDate, MINUTE } from '#domain/time'
import { type TestContext, testContext } from '../../support/field-fixture'
import { answerOf } from '../../support/field-under-test'
import { type SummaryGround, summaryGround } from '../../support/summary-ground'
import { openTestDatabase } from '../../support/test-database'

let database: Database
let context: TestContext
let ground: SummaryGround

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database?.close())

/** 2021-03-29: eight units with a lecture each, three of them have signed their first report. */
beforeEach(async () => {
  context = testContext(database)
  ground = await summaryGround(context)
})

const asClerk = (unitId = ground.street) => ({ staff: ground.clerk, unitId, stationId: null, streetId: ground.street })
const sheet = async () => {
  const asked = { action: 'evaluation' as const, unit: ground.street, campaign: ground.campaign }
  return answerOf(await evaluation(context, asClerk(), asked))
}
const lineOf = async (nth: number, item: string) => {
  const { units } = await sheet()
  const line = units[nth]?.lines.find(({ id }) => id === item)
  if (line === undefined) throw new Error(`no ${item}`)
  return line
}
const adjust = (unitId: UnitId, item: string, tenths: number | null, base: number) => {
  const body = { campaignId: ground.campaign, base, unitId, item, tenths, reason: '街道研究评定' }
  return ground.tries(ground.clerk, ground.street, 'evaluation.adjust', body)
}
const issue = async (seen?: string) =>
  ground.tries(ground.clerk, ground.street, 'evaluation.issue', {
    campaignId: ground.campaign,
    seen: seen ?? (await sheet()).seen,
  })
/** Every line that nobody can count gets full points. */
const settle = async () => {
  const { units, content } = await sheet()
  let base = content.adjustments.length
  for (const { unit, lines } of units)
    for (const { id, tenths, points } of lines)
      if (tenths === null) {
        expect(await adjust(unit.id, id, points * 10, base)).toMatchObject({ kind: 'applied' })
        base += 1
      }
}

describe('the evaluation sheet', () => {
  it('has a line for each unit of the items of its kind, each counted from the rows that it opens', async () => {
    const { units } = await sheet()
    expect(units.map(({ unit }) => unit.id)).toEqual(ground.units.map(({ id }) => id))
    for (const { unit, lines, tenths, most } of units) {
      expect(lines.map(({ measure }) => measure)).not.toHaveLength(0)
      expect(tenths).toBe(lines.reduce((sum, line) => sum + (line.tenths ?? 0), 0))
      expect(most).toBe(1000)
      for (const line of lines) {
        const asked = { action: 'measure' as const, unit: unit.id, campaign: ground.campaign, measure: line.measure }
        const opened = answerOf(await measure(context, asClerk(unit.id), { ...asked, window: 'evaluation' }))
        expect([unit.name, line.id, opened.figure]).toEqual([unit.name, line.id, line.figure])
      }
    }
  })

  it('counts what was done: days met, reports in time, doors, lectures', async () => {
    // Of 26, 27 and 28 March only the 28th had its hour; in the first community today has a visit besides.
    expect((await lineOf(0, 'days')).figure).toMatchObject({ part: 1, whole: 3 })
    const { worker, id, doors } = ground.unit(0)
    const [door] = doors
    if (door === undefined) throw new Error('no door')
    const visit = { doorId: door, startedAt: context.clock.time - MINUTE, outcome: 'met' as const }
    await ground.does(worker, id, 'visit.log', visit)
    expect((await lineOf(0, 'coverage')).figure).toMatchObject({ part: 1, whole: 8 })
    expect((await lineOf(4, 'acts')).figure).toMatchObject({ part: 1, as: 'times' })
    ground.at('2021-03-30' as LocalDate, 9)
    expect((await lineOf(0, 'reports')).figure).toMatchObject({ part: 1, whole: 1, pending: 6 })
    expect((await lineOf(3, 'reports')).figure).toMatchObject({ part: 0, whole: 1 })
    expect((await lineOf(4, 'unit-plan')).figure).toMatchObject({ part: 0, whole: 1 })
  })

  it('takes another number with its reason, one after the other, never more than the item has', async () => {
    const [community, , , , office] = ground.units.map(({ id }) => id)
    if (community === undefined || office === undefined) throw new Error('eight units')
    expect(await adjust(community, 'loss', 120, 0)).toMatchObject({ kind: 'applied' })
    expect(await lineOf(0, 'loss')).toMatchObject({
      tenths: 120,
      counted: null,
      adjusted: { reason: '街道研究评定', by: ground.clerk.name },
    })
    expect(await adjust(community, 'cases', 100, 0)).toMatchObject({ problem: { code: 4095 } })
    expect(await adjust(community, 'loss', 201, 1)).toMatchObject({ problem: { code: 4001, field: 'body.tenths' } })
    expect(await adjust(office, 'loss', 10, 1)).toMatchObject({ problem: { code: 4041, field: 'body.item' } })
    expect(await adjust('elsewhere' as UnitId, 'loss', 10, 1)).toMatchObject({ problem: { code: 4041 } })
    expect(await adjust(community, 'loss', null, 1)).toMatchObject({ kind: 'applied' })
    expect(await lineOf(0, 'loss')).toMatchObject({ tenths: null, adjusted: null })
  })

  it('is issued when its days are over, nothing is left open, and for what was seen; then it never changes', async () => {
    expect(await issue()).toMatchObject({ problem: { code: 4093 } })
    ground.at(noticeCampaign.evaluation.to, 18)
    expect(await issue()).toMatchObject({ problem: { code: 4093 } })
    await settle()
    const before = await sheet()
    expect(before.units.every(({ open }) => open === 0)).toBe(true)
    await ground.lecture(4, 61)
    expect(await issue(before.seen)).toMatchObject({ problem: { code: 4095 } })
    expect(await issue()).toMatchObject({ kind: 'applied' })
    const [first] = (await sheet()).content.issued
    if (first === undefined) throw new Error('not issued')
    const { hash, ...rest } = first
    expect(contentHash(rest)).toBe(hash)
    await ground.lecture(4, 61)
    await ground.lecture(5, 61)
    const after = await sheet()
    expect(after.content.issued[0]).toEqual(first)
    expect(after.units).not.toEqual(first.units)
    expect(await issue()).toMatchObject({ kind: 'applied' })
    expect((await sheet()).content.issued.map(({ version }) => version)).toEqual([1, 2])
    expect(await verifyChain(context.db, ground.street)).toMatchObject({ kind: 'intact' })
  })

  it('is issued once for one sheet: of two at once the second hears that it has changed', async () => {
    ground.at(noticeCampaign.evaluation.to, 18)
    await settle()
    const { seen } = await sheet()
    const outcomes = await Promise.all([issue(seen), issue(seen)])
    expect(outcomes.map((one) => (one.kind === 'rejected' ? one.problem.code : one.kind)).sort()).toEqual([
      4095,
      'applied',
    ])
  })

  it('is the street’s alone: an inspector reads it, a leader and a unit do not, and nobody else writes it', async () => {
    const asked = { action: 'evaluation' as const, unit: ground.street, campaign: ground.campaign }
    const { head, id } = ground.unit(0)
    expect(await evaluation(context, { ...asClerk(), staff: ground.inspector }, asked)).toMatchObject({ ok: true })
    expect(await evaluation(context, { ...asClerk(), staff: ground.leader }, asked)).toMatchObject({
      problem: { code: 4030 },
    })
    expect(await evaluation(context, { ...asClerk(), staff: head }, asked)).toMatchObject({ problem: { code: 4031 } })
    const body = { campaignId: ground.campaign, base: 0, unitId: id, item: 'loss', tenths: 1, reason: '不服' }
    expect(await ground.tries(ground.inspector, ground.street, 'evaluation.adjust', body)).toMatchObject({
      problem: { code: 4030 },
    })
    expect(await ground.tries(ground.clerk, id, 'evaluation.adjust', body)).toMatchObject({ problem: { code: 4001 } })
  })

  it('has no measure of how anybody uses the app', () => {
    const known: readonly Measure[] = noticeCampaign.evaluation.items.map(({ measure }) => measure)
    expect(known.join(' ')).not.toMatch(/login|online|active|minute|clock|step/)
  })
})
