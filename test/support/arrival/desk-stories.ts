import { evaluation } from '#cloud/queries/evaluation'
import { report } from '#cloud/queries/reports'
import { summary } from '#cloud/queries/summaries'
import type { OperationOf } from '#contract/operation'
import { noticeCampaign } from '#domain/campaign'
import type { OperationId } from '#domain/ids'
import type { LocalMonth } from '#domain/month'
import { defaultSettings } from '#domain/street-settings'
import { addDays, dayOf, HOUR, type LocalDate, MINUTE } from '#domain/time'
import { answerOf } from '../field-under-test'
import { type ArrivalGround, BEGIN, type Step } from './ground'
import type { Stories } from './stories'

const today = dayOf(BEGIN)
const due = '2021-03-29' as LocalDate

const asClerk = ({ field }: ArrivalGround) => ({
  staff: field.clerk,
  unitId: field.street,
  stationId: null,
  streetId: field.street,
})
const asHead = ({ field }: ArrivalGround) => ({
  staff: field.secretary,
  unitId: field.unit,
  stationId: null,
  streetId: field.street,
})

const feedback = ({ field }: ArrivalGround): Step => ({
  type: 'feedback.send',
  by: field.worker,
  body: { kind: 'suggestion', words: '三号楼的灯坏了' },
})
const item: OperationOf<'plan.submit'>['body']['items'][number] = {
  id: '1',
  day: '2021-04-02' as LocalDate,
  channel: 'lecture',
  title: '防骗课',
  place: '会议室',
  responsible: '陈芳',
  audience: '居民',
}
const plan = ({ field, campaign }: ArrivalGround): Step => ({
  type: 'plan.submit',
  by: field.secretary,
  body: { campaignId: campaign, base: 0, items: [item] },
})
const facts = (g: ArrivalGround): OperationOf<'crime.enter'>['body'] => ({
  number: 'A2021-001',
  on: addDays(today, -2),
  time: '19:40',
  doorId: g.door(3),
  buildingId: null,
  fraudType: 'fake-investment',
  loss: 52_000,
  alert: null,
})
const crime = (g: ArrivalGround): Step => ({ type: 'crime.enter', by: g.field.officer, body: facts(g) })
const review = (g: ArrivalGround): Step => ({
  type: 'review.answer',
  by: g.field.secretary,
  body: {
    paperId: g.id(0),
    reachedOn: null,
    gap: 'not-met',
    measure: '晚上再上门，重点提醒投资理财',
    rectified: { kind: 'due', by: addDays(today, 5) },
  },
})
const finding = ({ field }: ArrivalGround): Step => ({
  type: 'finding.open',
  by: field.inspector,
  body: { what: '三号楼没有横幅', by: addDays(today, 3), inspectionId: null, signal: null },
})
const answered = ({ field, id }: ArrivalGround): Step => ({
  type: 'finding.answer',
  by: field.secretary,
  body: { paperId: id(0), words: '已挂上' },
})
const visit = ({ field, door }: ArrivalGround, nth: number): Step => ({
  type: 'visit.log',
  by: field.worker,
  body: { doorId: door(nth), startedAt: BEGIN - 6 * MINUTE, outcome: 'met' },
})
const draw = ({ field }: ArrivalGround): Step => ({
  type: 'inspection.draw',
  by: field.inspector,
  body: { seed: '百日会战', from: today, to: today, size: 1 },
  inStreet: true,
})
const compose = ({ field, campaign }: ArrivalGround): Step => ({
  type: 'summary.compose',
  by: field.clerk,
  body: { campaignId: campaign, kind: 'collected', due },
  inStreet: true,
})

async function sign(g: ArrivalGround, paperId: OperationId): Promise<Step> {
  const asked = { action: 'report' as const, unit: g.field.unit, id: paperId }
  const { seen } = answerOf(await report(g.context, asHead(g), asked))
  return { type: 'report.sign', by: g.field.secretary, body: { paperId, seen } }
}

/** Signed and, besides, drafted by the cloud before anybody did anything. */
async function signed(g: ArrivalGround): Promise<OperationId> {
  const paperId = await g.drafted()
  await g.did(await sign(g, paperId))
  return paperId
}

/** Every line of the sheet that nobody can count has its points. */
async function settled(g: ArrivalGround, campaignId: OperationId): Promise<string> {
  const asked = { action: 'evaluation' as const, unit: g.field.street, campaign: campaignId }
  const sheet = async () => answerOf(await evaluation(g.context, asClerk(g), asked))
  let base = 0
  for (const { unit, lines } of (await sheet()).units)
    for (const { id, tenths, points } of lines)
      if (tenths === null) {
        const body = {
          campaignId,
          base,
          unitId: unit.id,
          item: id,
          tenths: points * 10,
          reason: '研究评定',
        }
        await g.did({ type: 'evaluation.adjust', by: g.field.clerk, body, inStreet: true })
        base += 1
      }
  return (await sheet()).seen
}

const { version: _, ...settings } = defaultSettings

/** What is done at desks: of the unit, the street, the station, the inspectors. */
export const deskStories = {
  'settings.set': (g) => [{ type: 'settings.set', by: g.field.clerk, body: { base: 0, ...settings }, inStreet: true }],
  'campaign.set': (g) => [
    {
      type: 'campaign.set',
      by: g.field.clerk,
      body: { campaignId: null, base: 0, campaign: { ...noticeCampaign, name: '秋季宣传' } },
      inStreet: true,
    },
  ],
  'feedback.send': (g) => [feedback(g)],
  'feedback.answer': (g) => [
    feedback(g),
    { type: 'feedback.answer', by: g.field.clerk, body: { paperId: g.id(0), words: '已报修' } },
  ],
  'roster.set': (g) => [
    {
      type: 'roster.set',
      by: g.field.clerk,
      body: {
        base: 0,
        groups: [{ name: '专班', members: [{ name: '王立群', post: '主任', part: '组长', phone: '' }] }],
      },
      inStreet: true,
    },
  ],
  'duty.set': (g) => [
    {
      type: 'duty.set',
      by: g.field.secretary,
      body: {
        campaignId: g.campaign,
        base: 0,
        area: '青枫苑',
        duties: ['入户'],
        measures: ['每日碰头'],
        contact: null,
      },
    },
  ],
  'evaluation.adjust': (g) => [
    {
      type: 'evaluation.adjust',
      by: g.field.clerk,
      body: {
        ...{ campaignId: g.campaign, base: 0, unitId: g.field.unit, tenths: 10, reason: '街道研究评定' },
        item: noticeCampaign.evaluation.items.find(({ kinds }) => kinds.includes('community'))?.id ?? '',
      },
      inStreet: true,
    },
  ],
  'evaluation.issue': async (g) => {
    // One whose time is over.
    const over = { ...noticeCampaign.evaluation, to: addDays(today, -1) }
    const campaign = { ...noticeCampaign, evaluation: over }
    const body = { campaignId: null, base: 0, campaign }
    const [campaignId] = await g.did({ type: 'campaign.set', by: g.field.clerk, body, inStreet: true })
    if (campaignId === undefined) throw new Error('no campaign')
    const issue = { campaignId, seen: await settled(g, campaignId) }
    return [{ type: 'evaluation.issue', by: g.field.clerk, body: issue, inStreet: true }]
  },
  'plan.submit': (g) => [plan(g)],
  'plan.return': (g) => [
    plan(g),
    { type: 'plan.return', by: g.field.clerk, body: { campaignId: g.campaign, version: 1, reason: '请写明地点' } },
  ],
  'plan.accept': (g) => [
    plan(g),
    { type: 'plan.accept', by: g.field.clerk, body: { campaignId: g.campaign, version: 1 } },
  ],
  'plan.remind': (g) => [{ type: 'plan.remind', by: g.field.clerk, body: { campaignId: g.campaign } }],
  'report.edit': async (g) => [
    {
      type: 'report.edit',
      by: g.field.secretary,
      body: { paperId: await g.drafted(), narrative: null, problems: '人手不足', next: '周末补走' },
    },
  ],
  'report.sign': async (g) => [await sign(g, await g.drafted())],
  'report.amend': async (g) => {
    const paperId = await signed(g)
    // Done yesterday evening, and here only after the signature.
    const from = BEGIN - 15 * HOUR
    const body = { channel: 'lecture', from, to: from + HOUR, place: '议事厅', audience: 9 } as const
    await g.did({ type: 'activity.log', by: g.field.secretary, body })
    const asked = { action: 'report' as const, unit: g.field.unit, id: paperId }
    const { seen } = answerOf(await report(g.context, asHead(g), asked))
    return [{ type: 'report.amend', by: g.field.secretary, body: { paperId, seen, note: '补传一场讲座' } }]
  },
  'report.return': async (g) => [
    { type: 'report.return', by: g.field.clerk, body: { paperId: await signed(g), reason: '请核对人数' } },
  ],
  'report.accept': async (g) => [{ type: 'report.accept', by: g.field.clerk, body: { paperId: await signed(g) } }],
  'report.remind': async (g) => [{ type: 'report.remind', by: g.field.clerk, body: { paperId: await g.drafted() } }],
  'crime.enter': (g) => [crime(g)],
  'crime.correct': (g) => [
    crime(g),
    {
      type: 'crime.correct',
      by: g.field.clerk,
      body: { ...facts(g), paperId: g.id(0), base: 1, reason: '金额核减', counts: true, loss: 12_000 },
    },
  ],
  'review.answer': (g) => [crime(g), review(g)],
  'review.return': (g) => [
    crime(g),
    review(g),
    { type: 'review.return', by: g.field.clerk, body: { paperId: g.id(0), reason: '措施请具体到人' } },
  ],
  'review.close': (g) => [crime(g), review(g), { type: 'review.close', by: g.field.clerk, body: { paperId: g.id(0) } }],
  'baseline.set': (g) => [
    {
      type: 'baseline.set',
      by: g.field.clerk,
      body: { year: 2020, base: 0, months: [{ month: '2020-03' as LocalMonth, cases: 3, loss: 90_000 }] },
    },
  ],
  'summary.compose': async (g) => {
    await signed(g)
    return [compose(g)]
  },
  'summary.edit': async (g) => {
    await signed(g)
    const body = { paperId: g.id(0), base: 0, narrative: null, problems: '夜间入户少', next: '加开夜班' }
    return [compose(g), { type: 'summary.edit', by: g.field.clerk, body, inStreet: true }]
  },
  'summary.issue': async (g) => {
    await signed(g)
    const [paperId] = await g.did(compose(g))
    if (paperId === undefined) throw new Error('not composed')
    const asked = { action: 'summary' as const, unit: g.field.street, id: paperId }
    const { seen } = answerOf(await summary(g.context, asClerk(g), asked))
    return [{ type: 'summary.issue', by: g.field.clerk, body: { paperId, seen }, inStreet: true }]
  },
  'inspection.draw': async (g) => {
    await g.did(visit(g, 7))
    return [draw(g)]
  },
  'inspection.check': async (g) => {
    const [record] = await g.did(visit(g, 7))
    if (record === undefined) throw new Error('no visit')
    const body = { paperId: g.id(0), record, found: 'confirmed', note: '住户说来过' } as const
    return [draw(g), { type: 'inspection.check', by: g.field.inspector, body, inStreet: true }]
  },
  'finding.open': (g) => [finding(g)],
  'finding.answer': (g) => [finding(g), answered(g)],
  'finding.recheck': (g) => [
    finding(g),
    answered(g),
    { type: 'finding.recheck', by: g.field.inspector, body: { paperId: g.id(0), verdict: 'mended' } },
  ],
} satisfies Partial<Stories>
