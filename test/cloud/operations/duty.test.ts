import { unitDuty, units } from '#cloud/queries/unit-duties'
import type { OperationOf } from '#contract/operation'
import { noticeCampaign } from '#domain/campaign'
import type { GridId, OperationId, StaffId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { dutyNow } from '#domain/unit-duty'
import type { CampaignStreet, CampaignUnit } from '../../support/campaign-street'
import { newOperationId, type TestContext } from '../../support/field-fixture'
import { answerOf } from '../../support/field-under-test'
import { streetUnderTest } from '../../support/street-under-test'

type Body = OperationOf<'duty.set'>['body']

let context: TestContext
let ground: CampaignStreet
let unit: CampaignUnit
let campaign: OperationId

const street = streetUnderTest()

beforeEach(async () => {
  ;({ context, ground, unit } = street())
  campaign = await ground.does(ground.clerk, ground.street, 'campaign.set', {
    campaignId: null,
    base: 0,
    campaign: noticeCampaign,
  })
})

const body = (more: Partial<Body> = {}): Body => ({
  campaignId: campaign,
  base: 0,
  area: '青枫苑、东亭商业街',
  duties: ['入户宣传全覆盖'],
  measures: ['每天 60 分钟'],
  contact: { kind: 'staff', staffId: unit.head.id, post: '书记' },
  ...more,
})
const tries = (more: Partial<Body> = {}, by: Staff = unit.head) => ground.tries(by, unit.id, 'duty.set', body(more))
const viewer = (staff: Staff, unitId = ground.street) => ({ staff, unitId, stationId: null, streetId: ground.street })
const listed = async (staff = ground.clerk) => {
  const asked = { action: 'units' as const, unit: ground.street, campaign }
  const answer = answerOf(await units(context, viewer(staff), asked))
  return new Map(answer.units.map((one) => [one.unit.id, one]))
}
const flags = async () => (await listed()).get(unit.id)?.flags
const one = (staff = unit.head) =>
  unitDuty(context, viewer(staff, unit.id), { action: 'unit-duty', unit: unit.id, campaign })

/** The community's one building lies in a grid, and its worker owns the grid. */
async function ownedByWorker(): Promise<void> {
  const grid = 'g1' as GridId
  await context.db.insertInto('grid').values({ unit_id: unit.id, grid_id: grid, name: '第1网格' }).execute()
  await context.db.updateTable('building').set({ grid_id: grid }).where('unit_id', '=', unit.id).execute()
  await ground.does(unit.head, unit.id, 'staff.assign', {
    staffId: unit.worker.id,
    scope: { kind: 'grid', gridId: grid },
    from: null,
    to: null,
    active: true,
  })
}

describe('what a unit answers for', () => {
  test('is flagged where nobody is named, no duty is set and a building is nobody’s, until each is put right', async () => {
    expect(await flags()).toEqual(['no-contact', 'no-duties', 'unowned-buildings'])
    await tries({ duties: [] })
    expect(await flags()).toEqual(['no-duties', 'unowned-buildings'])
    await tries({ base: 1 })
    expect(await flags()).toEqual(['unowned-buildings'])
    await ownedByWorker()
    expect(await flags()).toEqual([])
  })

  test('is flagged again when the worker, or whoever was named, leaves', async () => {
    await ownedByWorker()
    await tries({ contact: { kind: 'staff', staffId: unit.worker.id, post: '' } })
    expect(await flags()).toEqual([])
    await ground.does(unit.head, unit.id, 'staff.assign', {
      staffId: unit.worker.id,
      scope: { kind: 'none' },
      from: null,
      to: null,
      active: false,
    })
    expect(await flags()).toEqual(['contact-gone', 'no-worker', 'unowned-buildings'])
  })

  test('names one of the unit’s own people, or somebody without an account by name and post', async () => {
    const stranger = { kind: 'staff' as const, staffId: 'nobody' as StaffId, post: '' }
    expect(await tries({ contact: stranger })).toMatchObject({ problem: { code: 4044 } })
    const [, other] = ground.units
    if (other === undefined) throw new Error('no other unit')
    expect(await tries({ contact: { ...stranger, staffId: other.head.id } })).toMatchObject({ problem: { code: 4044 } })
    await ground.does(unit.head, unit.id, 'staff.assign', {
      staffId: unit.worker.id,
      scope: { kind: 'none' },
      from: null,
      to: null,
      active: false,
    })
    expect(await tries({ contact: { ...stranger, staffId: unit.worker.id } })).toMatchObject({
      problem: { code: 4044 },
    })
    await tries({ contact: { kind: 'named', name: '沈丽', post: '办公室主任' } })
    expect((await listed()).get(unit.id)?.contact).toEqual({ staffId: null, name: '沈丽', post: '办公室主任' })
  })

  test('is set by its head or the street, by nobody else, and not over what another has just set', async () => {
    expect(await tries({}, unit.worker)).toMatchObject({ problem: { code: 4030 } })
    expect(await tries({}, ground.inspector)).toMatchObject({ problem: { code: 4030 } })
    const [, other] = ground.units
    expect(await tries({}, other?.head)).toMatchObject({ kind: 'rejected' })
    expect(await tries({}, ground.clerk)).toMatchObject({ kind: 'applied' })
    expect(await tries()).toMatchObject({ problem: { code: 4095, field: 'body.base' } })
    await tries({ base: 1, area: '青枫苑' })
    const { content } = answerOf(await one())
    expect(content.versions.map(({ by, area }) => [by, area])).toEqual([
      [ground.clerk.name, '青枫苑、东亭商业街'],
      [unit.head.name, '青枫苑'],
    ])
  })

  test('set by two at once is set once, and the other hears of it', async () => {
    const outcomes = await Promise.all([tries(), tries({}, ground.clerk)])
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['applied', 'rejected'])
    expect(answerOf(await one()).content.versions).toHaveLength(1)
  })

  test('of one campaign is not that of another, and of one that does not exist there is none', async () => {
    await tries()
    const second = { ...noticeCampaign, name: '秋季行动' }
    campaign = await ground.does(ground.clerk, ground.street, 'campaign.set', {
      campaignId: null,
      base: 0,
      campaign: second,
    })
    expect(dutyNow(answerOf(await one()).content)).toBeNull()
    expect(await tries({ campaignId: newOperationId() })).toMatchObject({ problem: { code: 4041 } })
  })

  test('is not asked of a station or of the street itself', async () => {
    const set = await ground.tries(ground.clerk, ground.street, 'duty.set', body({ contact: null }))
    expect(set).toMatchObject({ problem: { code: 4001, field: 'unit' } })
    expect([...(await listed()).keys()].sort()).toEqual(ground.units.map(({ id }) => id).sort())
  })

  test('of all units is the street’s and its inspectors’ to read; of one, also its head’s', async () => {
    expect((await listed(ground.inspector)).size).toBe(8)
    const asked = { action: 'units' as const, unit: ground.street, campaign }
    for (const staff of [ground.leader, unit.head])
      expect(await units(context, viewer(staff), asked)).toMatchObject({ problem: { code: expect.any(Number) } })
    expect(await one(unit.worker)).toMatchObject({ problem: { code: 4030 } })
    expect(await one(ground.leader)).toMatchObject({ problem: { code: 4030 } })
  })
})
