import { noticeCampaign } from '#domain/campaign'
import type { LocalMonth } from '#domain/month'
import { compareMonths } from '#domain/press-down-rate'
import { defaultSettings } from '#domain/street-settings'
import type { TransportResult } from '#sync/ports'
import RatesPage from '../../src/street/rates/index'
import { idAt } from '../support/operation-ids'
import { now, openStreetPage } from './stage'

const said = (body: unknown): TransportResult => ({ kind: 'answer', body })
const unit = { id: 'qfy', name: '青枫苑社区', kind: 'community' }
const campaign = { ...noticeCampaign, id: idAt(3), version: 1 }
const told = said({
  street: { id: 'wtjd', name: '唯亭街道', kind: 'street' },
  settings: { ...defaultSettings, version: 1 },
  campaigns: [campaign],
  units: [unit],
  asOf: now,
})
const month = (text: string) => text as LocalMonth
const march = { month: month('2020-03'), cases: 10, loss: 100_000 }
const months = compareMonths([month('2021-03')], [{ month: month('2021-03'), cases: 12, loss: 60_000 }], [march], 2020)
const [compared] = months
const line = { months, running: { month: '2021-04', cases: 1, loss: 500 } }
const { id, name, from, to, baseYear } = campaign
const rates = said({
  campaign: { id, name, from, to, baseYear },
  units: [
    {
      unit,
      ...line,
      baseline: {
        version: 2,
        months: [march],
        corrections: [
          {
            at: now,
            by: '王立群',
            reason: '漏报一起',
            month: '2020-03',
            from: { cases: 9, loss: 100_000 },
            to: { cases: 10, loss: 100_000 },
          },
        ],
      },
      correctedCrimes: 1,
    },
  ],
  total: line,
  milestones: [
    {
      ...noticeCampaign.milestones[0],
      verdict: { kind: 'judged', judgement: { window: compared?.alone, cases: false, loss: true, met: false } },
    },
    { ...noticeCampaign.milestones[1], verdict: { kind: 'pending', soFar: null } },
  ],
  asOf: now,
})
const cloud = (name: string, body: Record<string, unknown>) => {
  if (name === 'sync') return said({ outcomes: [{ kind: 'applied', seq: 1 }], serverTime: now })
  return body.action === 'street' ? told : rates
}

test('each figure says what it came from, a milestone that one of the two missed is not met', async () => {
  const { text } = await openStreetPage(RatesPage, cloud, 'leader')
  expect(text()).toContain(
    '3月整月，基期 31 天、今年 31 天：发案 10 起 → 12 起，压降率 −20.0%；损失 10 万元 → 6 万元，压降率 40.0%',
  )
  expect(text()).toContain('✕ 未达到')
  expect(text()).toContain('✕ 发案压降 −20.0%，✓ 损失压降 40.0%')
  expect(text()).toContain('4月未满，不比较：1 起')
  expect(text()).toContain('青枫苑社区 3月：9 起、10 万元 改为 10 起、10 万元')
  expect(text()).toContain('漏报一起')
})

test('base figures are put right month by month with a reason, on the version that was read', async () => {
  const page = await openStreetPage(RatesPage, cloud)
  await page.press('#base-qfy')
  await page.type('#cases-2020-03', '11')
  await page.type('#cases-2020-04', '7')
  await page.press('#save-base')
  expect(page.text()).toContain('4月：起数和损失都要填')
  await page.type('#loss-2020-04', '7000')
  await page.type('#reason', '核对台账')
  await page.press('#save-base')
  const [sent] = page.calls
    .filter((call) => call.name === 'sync')
    .map(({ body }) => (body.operations as Record<string, unknown>[])[0])
  expect(sent).toMatchObject({
    type: 'baseline.set',
    unit: 'qfy',
    body: {
      year: 2020,
      base: 2,
      months: [
        { month: '2020-03', cases: 11, loss: 100_000 },
        { month: '2020-04', cases: 7, loss: 7000 },
      ],
      reason: '核对台账',
    },
  })
})
