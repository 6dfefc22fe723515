import { noticeCampaign } from '#domain/campaign'
import { defaultSettings } from '#domain/street-settings'
import type { TransportResult } from '#sync/ports'
import PlansPage from '../../src/street/plans/index'
import { idAt } from '../support/operation-ids'
import { now, openStreetPage } from './stage'

const said = (body: unknown): TransportResult => ({ kind: 'answer', body })
const campaign = { ...noticeCampaign, id: idAt(5), version: 1 }
const told = said({
  street: { id: 'wtjd', name: '唯亭街道', kind: 'street' },
  settings: { ...defaultSettings, version: 4 },
  campaigns: [campaign],
  units: [],
  asOf: now,
})
const line = (id: string, name: string, receipt: string, state: string) => ({
  unit: { id, name, kind: 'community' },
  receipt,
  state,
  submittedAt: state === 'open' ? null : now - 60_000,
  remindedAt: null,
  done: 2,
  missed: 1,
  ahead: 3,
})
const plans = said({
  due: '2021-03-27',
  units: [line('qfy', '青枫苑社区', 'in-time', 'accepted'), line('blq', '白鹭桥社区', 'missing', 'open')],
  asOf: now,
})

function cloud(push: () => TransportResult) {
  return (name: string, body: Record<string, unknown>) =>
    name === 'sync' ? push() : body.action === 'plans' ? plans : told
}

const pushed = (outcome: object) => said({ outcomes: [outcome], serverTime: now })

test('whose plan has not come stands first, and is reminded with one tap, in its own unit', async () => {
  const page = await openStreetPage(
    PlansPage,
    cloud(() => pushed({ kind: 'applied', seq: 1 })),
  )
  expect(page.text()).toContain('未交 1 · 按时提交 1')
  expect(page.text().indexOf('白鹭桥社区')).toBeLessThan(page.text().indexOf('青枫苑社区'))
  expect(page.text()).toContain('已开展 2 · 未开展 1 · 待开展 3')
  await page.press('#remind-blq')
  const [sent] = page.calls.filter(({ name }) => name === 'sync')
  expect(sent?.body.operations).toMatchObject([
    { type: 'plan.remind', unit: 'blq', author: 'wtjd-s1', body: { campaignId: idAt(5) } },
  ])
  expect(() => page.find('#remind-qfy')).toThrow()
})

test('a reminder that did not go says why, beside the unit', async () => {
  const page = await openStreetPage(
    PlansPage,
    cloud(() =>
      pushed({ kind: 'rejected', problem: { code: 4093, title: '现在不能这样做', detail: '这份计划已经报来' } }),
    ),
  )
  await page.press('#remind-blq')
  expect(page.text()).toContain('没有生效：现在不能这样做：这份计划已经报来')
})

test('an inspector reads it and reminds nobody', async () => {
  const page = await openStreetPage(
    PlansPage,
    cloud(() => pushed({ kind: 'applied', seq: 1 })),
    'inspector',
  )
  expect(page.text()).toContain('白鹭桥社区')
  expect(() => page.find('#remind-blq')).toThrow()
})
