import type { Database } from '#cloud/db/database'
import { overview } from '#cloud/queries/overview'
import { queryRequest } from '#contract/query'
import { caseStages } from '#domain/overview'
import { addDays, MINUTE, startOfDay } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { newDeviceId, newOperationId, type TestContext, testContext } from '../../support/field-fixture'
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

/** Monday 2021-03-29, nine in the morning; on Sunday each of eight units held a lecture of 61 to 68 minutes. */
beforeEach(async () => {
  context = testContext(database)
  ground = await summaryGround(context)
})

const viewer = (staff = ground.leader) => ({ staff, unitId: ground.street, stationId: null, streetId: ground.street })
const now = async () => {
  const asked = { action: 'overview' as const, unit: ground.street, campaign: ground.campaign }
  return answerOf(await overview(context, viewer(), asked))
}

async function visit(nth: number, door: number, adults: number, at = context.clock.time) {
  const { worker, id, doors } = ground.unit(nth)
  const doorId = doors[door]
  if (doorId === undefined) throw new Error('eight doors')
  return ground.does(worker, id, 'visit.log', { doorId, startedAt: at - MINUTE, outcome: 'met', adults }, at)
}

it('tells how many communities reached 60 minutes today, how many have not yet, and for how many it is not known', async () => {
  ground.at(due, 20)
  await ground.lecture(0, 60)
  await ground.lecture(1, 59)
  const { head, id } = ground.unit(2)
  await database.kysely
    .insertInto('device')
    .values({
      unit_id: id,
      device_id: newDeviceId(),
      staff_id: head.id,
      seen_at: context.clock.time,
      pending: 3,
      empty_at: startOfDay(due),
    })
    .execute()
  expect((await now()).communities).toEqual({ met: 1, notMet: 0, unknown: 1, open: 2 })
})

it('adds up whole weeks from the rollups, people of the running week not at all, and few of them as fewer than five', async () => {
  const sunday = startOfDay(addDays(due, -1)) + 20 * 60 * MINUTE
  await visit(0, 0, 2, sunday)
  await visit(1, 0, 2, sunday)
  await visit(1, 1, 3)
  const { weeks, adults, dissuasions, coverage } = await now()
  expect(weeks).toHaveLength(4)
  expect(weeks[0]).toMatchObject({ from: '2021-03-08', minutes: 0, adults: { kind: 'exact', value: 0 } })
  // 61 + … + 68, and the two doors, which lie within and after the lectures.
  expect(weeks[2]?.minutes).toBeGreaterThanOrEqual(516)
  expect(weeks[2]).toMatchObject({
    from: '2021-03-22',
    adults: { kind: 'few' },
    dissuasions: { kind: 'exact', value: 0 },
  })
  expect(weeks[3]).toMatchObject({ from: '2021-03-29', adults: null, dissuasions: null })
  expect(adults).toEqual({ kind: 'few' })
  expect(dissuasions).toEqual({ kind: 'exact', value: 0 })
  expect(coverage).toEqual({ doors: 32, visited: 3 })
})

it('counts dissuasions of all its communities by how far they are, never fewer than five, and totals as ranges', async () => {
  const unit = ground.unit(0)
  const enter = (nth: number) =>
    ground.does(ground.officer, unit.id, 'alert.enter', {
      kind: 'dissuade',
      number: `YJ${nth}`,
      level: 'high',
      fraudType: 'rebate-tasks',
      source: 'system',
      raisedAt: context.clock.time,
      name: '王芳',
      phone: `1990000000${nth}`,
      address: '青枫苑1幢101',
      doorId: null,
    })
  for (const nth of [1, 2, 3, 4]) await enter(nth)
  expect((await now()).cases).toMatchObject({ stages: { waiting: { kind: 'few' } }, total: { kind: 'few' } })
  for (const nth of [5, 6]) await enter(nth)
  const first = await enter(7)
  await ground.does(ground.officer, unit.id, 'dissuasion.close', { caseId: first, reason: 'false-alarm', note: '误报' })
  const { stages, total } = (await now()).cases
  expect(stages.waiting).toEqual({ kind: 'exact', value: 6 })
  expect(stages.closed).toEqual({ kind: 'few' })
  expect(total).toEqual({ kind: 'range', from: 7, to: 10 })
  expect(Object.keys(stages)).toEqual([...caseStages])
})

it('names no unit, no person and no record', async () => {
  await visit(0, 0, 2)
  const told = JSON.stringify(await now())
  for (const { id, name, worker } of ground.units)
    for (const word of [id, name, worker.name]) expect(told).not.toContain(word)
})

it('is one of the few things that a leader may ask: everything else is refused', async () => {
  const token = await tokenOf(context, ground.leader)
  const answered = ['street', 'roster', 'feedback', 'rates', 'overview']
  const more = {
    unit: ground.street,
    campaign: ground.campaign,
    id: newOperationId(),
    device: newDeviceId(),
    day: due,
    from: due,
    to: due,
    staleDays: 7,
    building: 'b1',
    before: null,
    open: false,
    reason: 'call',
    address: '青枫苑1幢101',
    days: 1,
    uses: 1,
    staff: ground.leader.id,
    record: newOperationId(),
    mine: true,
    measure: 'coverage',
    window: 'campaign',
  }
  const own: Readonly<Record<string, object>> = { invite: { staff: null } }
  for (const { entries } of queryRequest.options) {
    const action = entries.action.literal
    const code = codeOf(await call(context, 'query', { ...more, ...own[action], action }, token))
    expect([action, code]).toEqual([action, answered.includes(action) ? undefined : 4030])
  }
  const outside = { action: 'overview', unit: ground.unit(0).id, campaign: ground.campaign }
  expect(codeOf(await call(context, 'query', outside, await tokenOf(context, ground.unit(0).head)))).toBe(4030)
})
