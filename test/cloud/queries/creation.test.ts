import type { Database } from '#cloud/db/database'
import { creation, measure } from '#cloud/queries/creation'
import { measures, noticeCampaign } from '#domain/campaign'
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

beforeEach(async () => {
  context = testContext(database)
  ground = await summaryGround(context)
})

const asClerk = (unitId = ground.street) => ({ staff: ground.clerk, unitId, stationId: null, streetId: ground.street })
const asHead = (nth: number) => {
  const { head, id } = ground.unit(nth)
  return { staff: head, unitId: id, stationId: null, streetId: ground.street }
}
const told = async (campaign = ground.campaign) =>
  answerOf(await creation(context, asClerk(), { action: 'creation', unit: ground.street, campaign }))

it('shows each unit against the criteria of its kind, and a unit its own line alone', async () => {
  const { units } = await told()
  expect(units.map(({ target }) => target)).toEqual([
    ...['无诈社区', '无诈社区', '无诈社区', '无诈社区'],
    ...['无诈机关', '无诈机关', '无诈企业', '无诈企业'],
  ])
  expect(units.map(({ criteria }) => criteria.length)).toEqual([4, 4, 4, 4, 3, 3, 3, 3])
  const asked = { action: 'creation' as const, unit: ground.unit(1).id, campaign: ground.campaign }
  const own = answerOf(await creation(context, asHead(1), asked))
  expect(own.units).toEqual([units[1]])
  expect(await creation(context, { ...asHead(1), staff: ground.unit(0).head }, asked)).toMatchObject({
    problem: { code: 4031 },
  })
  expect(await creation(context, { ...asHead(1), staff: ground.unit(1).worker }, asked)).toMatchObject({
    problem: { code: 4030 },
  })
})

it('follows what is done: a sixth lecture meets the criterion of a company', async () => {
  const acts = async () => (await told()).units[6]?.criteria.find(({ id }) => id === 'acts')
  for (let more = 0; more < 4; more++) await ground.lecture(6, 5)
  expect(await acts()).toMatchObject({ figure: { part: 5 }, met: false })
  await ground.lecture(6, 5)
  expect(await acts()).toMatchObject({ figure: { part: 6 }, met: true })
})

it('has other criteria in a second campaign, which leaves the first as it was', async () => {
  const before = await told()
  const [quiet] = noticeCampaign.criteria
  if (quiet === undefined) throw new Error('no criterion')
  const other = { ...noticeCampaign, name: '秋季行动', criteria: [{ ...quiet, atLeast: 5 }] }
  const second = await ground.does(ground.clerk, ground.street, 'campaign.set', {
    ...{ campaignId: null, base: 0, campaign: other },
  })
  expect((await told(second)).units[0]?.criteria.map(({ id, atLeast, met }) => [id, atLeast, met])).toEqual([
    ['quiet', 5, true],
  ])
  expect(await told()).toEqual(before)
})

it('opens what every measure was counted from, and what was counted is that', async () => {
  ground.at('2021-04-30' as LocalDate, 9)
  const { worker, id, doors } = ground.unit(0)
  const [door] = doors
  if (door === undefined) throw new Error('no door')
  const visit = { doorId: door, startedAt: context.clock.time - MINUTE, outcome: 'met' as const }
  await ground.does(worker, id, 'visit.log', visit)
  const open = async (which: (typeof measures)[number]) => {
    const asked = { action: 'measure' as const, unit: id, campaign: ground.campaign, measure: which }
    return answerOf(await measure(context, asHead(0), { ...asked, window: 'campaign' }))
  }
  const rows = new Map<string, number>()
  for (const which of measures) rows.set(which, (await open(which)).rows.length)
  expect([...rows]).toEqual([
    ['days-met', 52],
    ['coverage', 1],
    ['cases-down', 1],
    ['loss-down', 1],
    ['no-case-days', 0],
    ['reports-in-time', 7],
    ['plan-in-time', 1],
    ['findings-mended', 0],
    ['dissuasions-in-time', 0],
    ['activities', 1],
  ])
  expect((await open('coverage')).figure).toMatchObject({ part: 1, whole: 8 })
  expect((await open('no-case-days')).figure).toMatchObject({ part: 51, as: 'days' })
  expect((await open('cases-down')).figure).toMatchObject({ kind: 'none', why: 'base-missing' })
})

it('refuses a campaign that there is not, and a unit that is not evaluated', async () => {
  const campaign = ground.unit(0).head.id as never
  expect(await creation(context, asClerk(), { action: 'creation', unit: ground.street, campaign })).toMatchObject({
    problem: { code: 4041 },
  })
  const asked = {
    action: 'measure' as const,
    unit: ground.street,
    campaign: ground.campaign,
    window: 'campaign' as const,
  }
  expect(await measure(context, asClerk(), { ...asked, measure: 'coverage' })).toMatchObject({
    problem: { code: 4041 },
  })
})
