import { applyPush } from '#cloud/operations/apply-push'
import { calendar } from '#cloud/queries/calendar'
import { records } from '#cloud/queries/records'
import { report, reports } from '#cloud/queries/reports'
import { runTimer } from '#cloud/timer/run-timer'
import { PROTOCOL } from '#contract/protocol'
import type { QueryRequest } from '#contract/query'
import { noticeCampaign } from '#domain/campaign'
import type { DoorId, OperationId } from '#domain/ids'
import { signedNow } from '#domain/report'
import { figureChanges } from '#domain/report-figures'
import { addDays, HOUR, type LocalDate, MINUTE, startOfDay } from '#domain/time'
import type { CampaignStreet, CampaignUnit } from '../../support/campaign-street'
import { newDeviceId, newOperationId, type TestContext } from '../../support/field-fixture'
import { answerOf } from '../../support/field-under-test'
import { streetUnderTest } from '../../support/street-under-test'

const due = '2021-03-29' as LocalDate

let context: TestContext
let ground: CampaignStreet
let unit: CampaignUnit
let paperId: OperationId

const street = streetUnderTest()

/** The first report of a community is drafted; one door was visited the evening before. */
beforeEach(async () => {
  ;({ context, ground, unit } = street())
  const body = { campaignId: null, base: 0, campaign: noticeCampaign }
  const campaign = await ground.does(ground.clerk, ground.street, 'campaign.set', body)
  ground.at('2021-03-28' as LocalDate, 20)
  await visit(0)
  ground.at(due, 9)
  await runTimer(context)
  const listed = answerOf(await reports(context, viewer(), { action: 'reports', unit: unit.id, campaign }))
  const id = listed.reports.find((one) => one.due === due)?.id
  if (id === null || id === undefined) throw new Error('not drafted')
  paperId = id
})

const viewer = () => ({ staff: unit.head, unitId: unit.id, stationId: null, streetId: ground.street })
const now = async () => answerOf(await report(context, viewer(), { action: 'report', unit: unit.id, id: paperId }))
const sign = async (at?: number) =>
  ground.does(unit.head, unit.id, 'report.sign', { paperId, seen: (await now()).seen }, at)
const amend = async () =>
  ground.tries(unit.head, unit.id, 'report.amend', { paperId, seen: (await now()).seen, note: '补传' })

function door(nth: number): DoorId {
  const found = unit.doors[nth]
  if (found === undefined) throw new Error(`no door ${nth}`)
  return found
}

function visit(nth: number, at = context.clock.time) {
  const body = { doorId: door(nth), startedAt: at - MINUTE, outcome: 'met' as const }
  return ground.does(unit.worker, unit.id, 'visit.log', body, at)
}

it('is handed in when it arrives: a signature dated back makes no late report punctual', async () => {
  ground.at(addDays(due, 5), 10)
  await sign(startOfDay(due) + 20 * HOUR)
  expect((await now()).receipt).toBe('late')
})

it('is amended by records of its own days only: the work that goes on afterwards changes nothing', async () => {
  ground.at(due, 23, 50)
  await sign()
  ground.at(addDays(due, 3), 19)
  await visit(1)
  const after = await now()
  expect(figureChanges(after.content.versions[0]?.figures ?? after.figures, after.figures)).toEqual([])
  expect(after.arrivals).toBe(0)
  expect(await amend()).toMatchObject({ kind: 'rejected', problem: { code: 4093 } })
})

it('names the records that came or were changed after the signature, each amendment its own', async () => {
  ground.at(due, 20)
  const before = await visit(1)
  await sign()
  ground.at(due, 21)
  const late = await visit(2, startOfDay(due) + 18 * HOUR)
  const change = { visitId: before, reason: '记错人数', outcome: 'met' as const, adults: 3 }
  await ground.does(unit.worker, unit.id, 'visit.amend', change)
  expect((await now()).records.map(({ id }) => id).sort()).toEqual([before, late].sort())
  expect(await amend()).toMatchObject({ kind: 'applied' })
  const later = await visit(3)
  expect((await now()).records.map(({ id }) => id)).toEqual([later])
  expect(await amend()).toMatchObject({ kind: 'applied' })
  const { amendments } = (await now()).content
  expect(amendments.map(({ arrivals }) => arrivals)).toEqual([2, 1])
  expect(amendments[1]?.records.map(({ id }) => id)).toEqual([later])
})

it('is not amended twice by a double press, nor without any change', async () => {
  ground.at(due, 20)
  await sign()
  expect(await amend()).toMatchObject({ kind: 'rejected', problem: { code: 4093 } })
  await visit(1)
  expect(await amend()).toMatchObject({ kind: 'applied' })
  expect(await amend()).toMatchObject({ kind: 'rejected', problem: { code: 4093 } })
})

it('that was sent back and signed anew starts without the amendments of the version before', async () => {
  ground.at(due, 20)
  await sign()
  await visit(1)
  await amend()
  await ground.does(ground.clerk, unit.id, 'report.return', { paperId, reason: '请补充' })
  await visit(2)
  await sign()
  const { content, figures } = await now()
  expect(content.amendments).toHaveLength(1)
  expect(signedNow(content)).toMatchObject({ version: { version: 2 }, amendments: [], figures })
})

it('is never signed for figures that leave out what came in the same batch', async () => {
  ground.at(due, 20)
  const device = newDeviceId()
  const envelope = { unit: unit.id, author: unit.head.id, device, at: context.clock.time, elapsed: 1, offset: 0 }
  const outcomes = await applyPush(context, unit.head, {
    action: 'push',
    protocol: PROTOCOL,
    unit: unit.id,
    device,
    pending: 0,
    operations: [
      {
        ...envelope,
        id: newOperationId(),
        type: 'visit.log',
        body: { doorId: door(3), startedAt: context.clock.time - MINUTE, outcome: 'met' },
      },
      { ...envelope, id: newOperationId(), type: 'report.sign', body: { paperId, seen: (await now()).seen } },
    ],
  })
  expect(outcomes).toMatchObject([{ kind: 'applied' }, { kind: 'rejected', problem: { code: 4095 } }])
  expect((await now()).state).toBe('draft')
})

it('adds up: days, visits and late records behind its figures are as many as it says', async () => {
  ground.at(due, 20)
  await visit(1, startOfDay(due) + 9 * HOUR)
  await ground.does(unit.head, unit.id, 'activity.log', {
    channel: 'lecture',
    from: startOfDay(due) + 18 * HOUR,
    to: startOfDay(due) + 19 * HOUR,
    place: '会议室',
  })
  const { figures, content } = await now()
  const { from, to } = content
  const days = answerOf(await calendar(context, unit.head, { action: 'calendar', unit: unit.id, from, to })).days
  const sum = (of: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + of(day), 0)
  expect(sum((day) => day.activityMinutes)).toBe(figures.minutes)
  expect(sum((day) => day.personMinutes)).toBe(figures.personMinutes)
  expect(days.filter(({ status }) => status === 'met')).toHaveLength(figures.daysMet)
  expect(days).toHaveLength(figures.daysMet + figures.daysNotMet + figures.daysUnknown)
  const rows = async (more: Partial<Extract<QueryRequest, { action: 'records' }>>) => {
    const request = { action: 'records' as const, unit: unit.id, from, to, counted: true, before: null, ...more }
    return answerOf(await records(context, unit.head, request)).records.length
  }
  expect(await rows({ kind: 'visit' })).toBe(figures.visits)
  expect(await rows({ kind: 'activity', channel: 'lecture' })).toBe(figures.activities.lecture)
  expect(figures.late).toBe(1)
  expect(await rows({ late: true })).toBe(figures.late)
})
