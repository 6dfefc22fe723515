import { plan, plans } from '#cloud/queries/plans'
import { runTimer } from '#cloud/timer/run-timer'
import type { OperationOf } from '#contract/operation'
import { noticeCampaign } from '#domain/campaign'
import type { OperationId } from '#domain/ids'
import { addDays, type LocalDate } from '#domain/time'
import type { CampaignStreet, CampaignUnit } from '../../support/campaign-street'
import type { TestContext } from '../../support/field-fixture'
import { answerOf } from '../../support/field-under-test'
import { streetUnderTest } from '../../support/street-under-test'

const due = noticeCampaign.planDue

let context: TestContext
let ground: CampaignStreet
let unit: CampaignUnit
let campaign: OperationId

const street = streetUnderTest()

beforeEach(async () => {
  ;({ context, ground, unit } = street())
  const body = { campaignId: null, base: 0, campaign: noticeCampaign }
  campaign = await ground.does(ground.clerk, ground.street, 'campaign.set', body)
  ground.at(addDays(due, -1), 10)
})

const lecture = (id: number, day: string): OperationOf<'plan.submit'>['body']['items'][number] => ({
  id: `${id}`,
  day: day as LocalDate,
  channel: 'lecture',
  title: '防骗课',
  place: '会议室',
  responsible: '陈芳',
  audience: '',
})
const items = [lecture(1, '2021-04-01')]
const submit = (base: number, what = items) =>
  ground.tries(unit.head, unit.id, 'plan.submit', { campaignId: campaign, base, items: what })
const now = async () =>
  answerOf(
    await plan(
      context,
      { staff: unit.head, unitId: unit.id, stationId: null, streetId: ground.street },
      { action: 'plan', unit: unit.id, campaign },
    ),
  )
const told = async (kind: 'plan-overdue' | 'plan-wanted' | 'plan-returned') =>
  context.db.selectFrom('notice').select('staff_id').where('unit_id', '=', unit.id).where('kind', '=', kind).execute()

describe('a publicity plan', () => {
  test('is handed in, sent back with a reason, handed in again and received, and its history stays readable', async () => {
    expect(await submit(0)).toMatchObject({ kind: 'applied' })
    const back = { campaignId: campaign, version: 1, reason: '请写明地点' }
    await ground.does(ground.clerk, unit.id, 'plan.return', back)
    expect(await told('plan-returned')).toEqual([{ staff_id: unit.head.id }])
    expect(await now()).toMatchObject({ state: 'returned', receipt: 'returned' })
    expect(await submit(1, [lecture(1, '2021-04-02')])).toMatchObject({ kind: 'applied' })
    await ground.does(ground.clerk, unit.id, 'plan.accept', { campaignId: campaign, version: 2 })
    const { state, receipt, content } = await now()
    expect({ state, receipt }).toEqual({ state: 'accepted', receipt: 'in-time' })
    expect(content.versions.map((one) => one.items[0]?.day)).toEqual(['2021-04-01', '2021-04-02'])
    expect(content.returns).toMatchObject([{ version: 1, reason: '请写明地点', by: ground.clerk.name }])
  })

  test('that a colleague has changed meanwhile is not written over, nor received unread', async () => {
    await submit(0)
    expect(await submit(0)).toMatchObject({ problem: { code: 4095 } })
    await submit(1)
    const accept = { campaignId: campaign, version: 1 }
    expect(await ground.tries(ground.clerk, unit.id, 'plan.accept', accept)).toMatchObject({ problem: { code: 4095 } })
    expect(await now()).toMatchObject({ state: 'submitted', content: { acceptedAt: null } })
  })

  test('handed in twice at once is there once, and the other hears of it', async () => {
    const outcomes = await Promise.all([submit(0), submit(0)])
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['applied', 'rejected'])
    expect((await now()).content.versions).toHaveLength(1)
  })

  test('is neither changed once it was received, nor received before it came', async () => {
    const accept = { campaignId: campaign, version: 0 }
    expect(await ground.tries(ground.clerk, unit.id, 'plan.accept', accept)).toMatchObject({ problem: { code: 4093 } })
    await submit(0)
    await ground.does(ground.clerk, unit.id, 'plan.accept', { campaignId: campaign, version: 1 })
    expect(await submit(1)).toMatchObject({ problem: { code: 4099 } })
  })

  test('with a day outside the campaign or a number twice is not taken', async () => {
    expect(await submit(0, [lecture(1, '2021-08-01')])).toMatchObject({
      problem: { code: 4223, field: 'body.items.0.day' },
    })
    expect(await submit(0, [lecture(1, '2021-04-01'), lecture(1, '2021-04-03')])).toMatchObject({
      problem: { code: 4223 },
    })
    expect((await now()).content.versions).toEqual([])
  })

  test('is the unit’s: nobody else hands it in, and the street alone receives it', async () => {
    const body = { campaignId: campaign, base: 0, items }
    expect(await ground.tries(unit.worker, unit.id, 'plan.submit', body)).toMatchObject({ problem: { code: 4030 } })
    expect(await ground.tries(ground.clerk, unit.id, 'plan.submit', body)).toMatchObject({ kind: 'rejected' })
    await submit(0)
    const accept = { campaignId: campaign, version: 1 }
    expect(await ground.tries(unit.head, unit.id, 'plan.accept', accept)).toMatchObject({ problem: { code: 4030 } })
    expect(await ground.tries(ground.inspector, unit.id, 'plan.accept', accept)).toMatchObject({
      problem: { code: 4030 },
    })
  })

  test('that has not come is told of once, the morning after its day, however often the timer runs', async () => {
    ground.at(due, 23)
    await runTimer(context)
    ground.at(addDays(due, 1), 8)
    await runTimer(context)
    expect(await told('plan-overdue')).toEqual([])
    ground.at(addDays(due, 3), 12)
    await Promise.all([runTimer(context), runTimer(context)])
    await runTimer(context)
    expect(await told('plan-overdue')).toEqual([{ staff_id: unit.head.id }])
    expect(await now()).toMatchObject({ state: 'open', receipt: 'missing' })
    expect(await submit(0)).toMatchObject({ kind: 'applied' })
    expect(await now()).toMatchObject({ state: 'submitted', receipt: 'late' })
  })

  test('is asked for once a day however often it is pressed, and not once it is there', async () => {
    const remind = () => ground.tries(ground.clerk, unit.id, 'plan.remind', { campaignId: campaign })
    await remind()
    await remind()
    expect(await told('plan-wanted')).toHaveLength(1)
    ground.at(due, 10)
    await remind()
    expect(await told('plan-wanted')).toHaveLength(2)
    await submit(0)
    expect(await remind()).toMatchObject({ problem: { code: 4093 } })
  })

  test('of one campaign is not that of another', async () => {
    const second = { ...noticeCampaign, name: '秋季行动' }
    const other = await ground.does(ground.clerk, ground.street, 'campaign.set', {
      campaignId: null,
      base: 0,
      campaign: second,
    })
    await submit(0)
    const viewer = { staff: ground.clerk, unitId: ground.street, stationId: null, streetId: ground.street }
    const listed = answerOf(await plans(context, viewer, { action: 'plans', unit: ground.street, campaign: other }))
    expect(listed.units.every(({ state }) => state === 'open')).toBe(true)
  })
})
