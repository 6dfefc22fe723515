import { sql } from 'kysely'
import { overview } from '#cloud/queries/overview'
import { plan, plans } from '#cloud/queries/plans'
import { rates } from '#cloud/queries/rates'
import { report, reportMatrix, reports } from '#cloud/queries/reports'
import { runTimer } from '#cloud/timer/run-timer'
import { noticeCampaign } from '#domain/campaign'
import type { OperationId } from '#domain/ids'
import { addDays, type LocalDate, MINUTE, startOfDay } from '#domain/time'
import { type CampaignStreet, type CampaignUnit, campaignStreet } from '../../support/campaign-street'
import { type TestContext, testContext } from '../../support/field-fixture'
import { answerOf } from '../../support/field-under-test'
import { recordedDatabase } from '../../support/recorded-database'
import { rowsRead } from '../../support/rows-read'

/** What a page costs the database, in counts that are the same on every machine. What that comes to in time is told by `npm run bench`. */

const first = '2021-03-29' as LocalDate
const dues = ['2021-03-29', '2021-04-14', '2021-04-29', '2021-05-14'].map((text) => text as LocalDate)

const recorded = recordedDatabase()
let context: TestContext
let ground: CampaignStreet
let unit: CampaignUnit
let campaign: OperationId

/** Nine in the morning of the first due day: the street's reports are drafted. */
beforeEach(async () => {
  context = testContext(recorded.database)
  context.clock.time = startOfDay(noticeCampaign.from)
  ground = await campaignStreet(context)
  const [community] = ground.units
  if (community === undefined) throw new Error('no unit')
  unit = community
  const body = { campaignId: null, base: 0, campaign: noticeCampaign }
  campaign = await ground.does(ground.clerk, ground.street, 'campaign.set', body)
  await draft(first)
})

async function draft(due: LocalDate): Promise<void> {
  ground.at(due, 9)
  await runTimer(context)
}

const asHead = () => ({ staff: unit.head, unitId: unit.id, stationId: null, streetId: ground.street })
const asStreet = (staff = ground.clerk) => ({
  staff,
  unitId: ground.street,
  stationId: null,
  streetId: ground.street,
})
const listed = async () =>
  answerOf(await reports(context, asHead(), { action: 'reports', unit: unit.id, campaign })).reports

async function paperOf(due: LocalDate): Promise<OperationId> {
  const id = (await listed()).find((one) => one.due === due)?.id
  if (id === null || id === undefined) throw new Error(`${due} is not drafted`)
  return id
}

async function sign(due: LocalDate): Promise<void> {
  const paperId = await paperOf(due)
  const { seen } = answerOf(await report(context, asHead(), { action: 'report', unit: unit.id, id: paperId }))
  await ground.does(unit.head, unit.id, 'report.sign', { paperId, seen })
}

const bytes = (statements: readonly { readonly bytes: number }[]) =>
  statements.reduce((sum, statement) => sum + statement.bytes, 0)

it('lists a unit’s reports in as many statements when all are signed as when one is', async () => {
  await sign(first)
  const one = await recorded.pool.recorded(listed)
  for (const due of dues.slice(1)) {
    await draft(due)
    await sign(due)
  }
  expect((await listed()).filter(({ signedAt }) => signedAt !== null)).toHaveLength(dues.length)
  const all = await recorded.pool.recorded(listed)
  expect(all).toHaveLength(one.length)
  expect(one.length).toBeLessThanOrEqual(6)
})

it('shows the street what it received without reading what the reports say', async () => {
  const matrix = () => reportMatrix(context, asStreet(), { action: 'report-matrix', unit: ground.street, campaign })
  const before = await recorded.pool.recorded(matrix)
  const long = { narrative: '本期入户宣传。'.repeat(500), problems: '人手不足。'.repeat(300), next: '' }
  await ground.does(unit.head, unit.id, 'report.edit', { paperId: await paperOf(first), ...long })
  expect(bytes(await recorded.pool.recorded(matrix))).toBe(bytes(before))
})

it('counts for the street what was done of each plan, as its unit does, without reading what nobody had planned', async () => {
  const item = { channel: 'lecture' as const, place: '会议室', responsible: '专人', audience: '居民' }
  const days = [addDays(first, -1), addDays(first, 3)]
  await ground.does(unit.head, unit.id, 'plan.submit', {
    campaignId: campaign,
    base: 0,
    items: days.map((day, index) => ({ ...item, id: `${index + 1}`, day, title: `第 ${index + 1} 讲` })),
  })
  const lecture = async (channel: 'lecture' | 'street-stall') => {
    const to = context.clock.time
    await ground.does(unit.head, unit.id, 'activity.log', { channel, place: '广场', from: to - 30 * MINUTE, to })
  }
  await lecture('lecture')
  ground.at(addDays(first, 9), 10)
  const ofStreet = async () => {
    const listed = answerOf(await plans(context, asStreet(), { action: 'plans', unit: ground.street, campaign }))
    return listed.units.find((one) => one.unit.id === unit.id)
  }
  const before = await recorded.pool.recorded(ofStreet)
  for (let count = 0; count < 3; count += 1) await lecture('lecture')
  await lecture('street-stall')
  expect(bytes(await recorded.pool.recorded(ofStreet))).toBe(bytes(before))
  const { items } = answerOf(await plan(context, asHead(), { action: 'plan', unit: unit.id, campaign }))
  expect(items.map(({ state }) => state.kind)).toEqual(['done', 'missed'])
  expect(await ofStreet()).toMatchObject({ done: 1, missed: 1, ahead: 0 })
})

it('counts crimes for the rates without reading what is said in them, where they were, or any door', async () => {
  const asked = () => rates(context, asStreet(), { action: 'rates', unit: ground.street, campaign })
  const facts = {
    number: `A${campaign.slice(0, 13)}`,
    on: addDays(first, -1),
    time: null,
    doorId: null,
    buildingId: null,
    address: '某处',
    fraudType: 'other' as const,
    loss: 800,
    alert: null,
  }
  const paperId = await ground.does(ground.clerk, unit.id, 'crime.enter', facts)
  const before = await recorded.pool.recorded(asked)
  const more = { ...facts, address: '清枫路 1 号商铺二楼东侧第三间'.repeat(4), reason: '补正地址'.repeat(40) }
  await ground.does(ground.clerk, unit.id, 'crime.correct', { ...more, paperId, base: 1, counts: true })
  const after = await recorded.pool.recorded(asked)
  expect(bytes(after)).toBe(bytes(before))
  expect(after.filter(({ sql }) => /\b(door|building|visit)\b/.test(sql))).toEqual([])
})

it('overviews the street’s meetings without reading a row of any other channel, however many its days have', async () => {
  const met = 20
  const among = recorded.database.kysely.selectFrom('unit').select('unit_id').where('street_id', '=', ground.street)
  await sql`
    insert into channel_day (unit_id, day, channel, count, ms, met, adults, leaflets, audience, reach, sessions, groups, tags, posted, seq)
    select unit_id, to_char(${noticeCampaign.from}::date + n, 'YYYY-MM-DD'), channel, 1, 0, 0, 0, 0, 0, 0, 0, '{}', '{}', 0, 1
    from (${among}) own, generate_series(0, 119) n, unnest(array['door', 'leaflet', 'lecture', 'screen', 'dissuasion']) channel
    where channel <> 'dissuasion' or (unit_id = ${unit.id} and n < ${met}::integer)
  `.execute(recorded.database.kysely)
  await sql`analyze channel_day`.execute(recorded.database.kysely)
  ground.at(noticeCampaign.to, 9)
  const asked = () => overview(context, asStreet(ground.leader), { action: 'overview', unit: ground.street, campaign })
  const statements = await recorded.pool.recorded(asked)
  const connection = await recorded.pool.connect()
  const byChannel = statements.filter(({ sql: text }) => text.includes('channel_day'))
  expect(await rowsRead(connection, byChannel).finally(() => connection.release())).toBe(met)
  expect(statements.filter(({ sql: text }) => /\b(visit|hand_out|activity|operation)\b/.test(text))).toEqual([])
})
