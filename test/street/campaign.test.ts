import { campaignFault, noticeCampaign } from '#domain/campaign'
import { defaultSettings } from '#domain/street-settings'
import type { LocalDate } from '#domain/time'
import type { FunctionName, TransportResult } from '#sync/ports'
import { campaignFaultWord } from '#words/campaign'
import { blank, draftOf, named, newFrom, numberOf, withEntry, withoutEntry } from '../../src/street/campaign/edits'
import CampaignPage from '../../src/street/campaign/index'
import { idAt } from '../support/operation-ids'
import { now, openStreetPage } from './stage'

type Body = Record<string, unknown>
const said = (body: unknown): TransportResult => ({ kind: 'answer', body })
const known = { id: idAt(9), version: 3, ...noticeCampaign }
const cloud =
  (campaigns: readonly object[], outcome: object = { kind: 'applied', seq: 1 }) =>
  (name: FunctionName, _body: Body) =>
    name === 'sync'
      ? said({ outcomes: [outcome], serverTime: now })
      : said({
          street: { id: 'wtjd', name: '唯亭街道', kind: 'street' },
          settings: defaultSettings,
          ...{ campaigns, units: [], asOf: now },
        })
const sent = (page: Awaited<ReturnType<typeof openStreetPage>>) =>
  page.calls.filter(({ name }) => name === 'sync').map(({ body }) => (body.operations as Body[])[0])

describe('a campaign in hand', () => {
  const draft = draftOf({ ...known, id: known.id as never })

  it('gets an entry at its end, keeps a changed one in its place, and loses one that is taken out', () => {
    const entry = named(blank(draft, 'criteria', 'c-1'), '连续 60 天未发案')
    const more = withEntry(draft, entry)
    expect(more.criteria.map(({ id }) => id)).toEqual([...draft.criteria.map(({ id }) => id), 'c-1'])
    const [first] = draft.criteria
    if (first === undefined) throw new Error('no criterion')
    const changed = withEntry(more, { list: 'criteria', value: { ...first, atLeast: 60 } })
    expect(changed.criteria[0]).toEqual({ ...first, atLeast: 60 })
    expect(withoutEntry(changed, 'criteria', 'c-1').criteria).toHaveLength(draft.criteria.length)
    for (const list of ['phases', 'targets', 'criteria', 'items', 'milestones'] as const) {
      const whole = withEntry(draft, named(blank(draft, list, 'c-2'), '新的'))
      expect(campaignFault(whole)).toBeUndefined()
      expect(withoutEntry(whole, list, 'c-2')).toEqual(draft)
    }
  })

  it('that is new is the notice’s, moved to begin on its first day', () => {
    const fresh = newFrom('2022-03-10' as LocalDate, '春季行动')
    expect([fresh.from, fresh.to, fresh.planDue, fresh.baseYear]).toEqual([
      '2022-03-10',
      '2022-07-10',
      '2022-03-27',
      2021,
    ])
    expect(campaignFault(fresh)).toBeUndefined()
  })

  it('takes numbers as people write them and nothing else', () => {
    expect(['90', ' 12.5 ', '-20', '0'].map(numberOf)).toEqual([90, 12.5, -20, 0])
    expect(['', '九十', '1e3', '12.345', '--1'].map(numberOf)).toEqual(Array(5).fill(undefined))
  })

  it('says of each fault where it is and what to do', () => {
    expect(campaignFaultWord({ kind: 'outside', field: 'milestones.1' })).toBe(
      '第 2 个阶段目标：不在行动的起止日期里，请改它，或改行动日期',
    )
    expect(campaignFaultWord({ kind: 'backwards', field: 'phases.0.to' })).toMatch(/^第 1 个阶段：最后一天早于第一天/)
    expect(campaignFaultWord({ kind: 'flat', field: 'evaluation.items.2' })).toMatch(/^第 3 个评估项目：/)
  })
})

test('a criterion is changed and the whole campaign is sent on the version that was read', async () => {
  const page = await openStreetPage(CampaignPage, cloud([known]))
  expect(page.find('#save-campaign').textContent).toBe('没有改动')
  await page.press('#entry-quiet')
  await page.type('#figure-atLeast', '六十')
  expect(page.find('#keep').getAttribute('aria-disabled')).toBe('true')
  await page.type('#figure-atLeast', '60')
  await page.press('#keep')
  await page.press('#save-campaign')
  const [operation] = sent(page)
  const criteria = noticeCampaign.criteria.map((one) => (one.id === 'quiet' ? { ...one, atLeast: 60 } : one))
  expect(operation).toMatchObject({
    type: 'campaign.set',
    body: { campaignId: idAt(9), base: 3, campaign: { ...noticeCampaign, criteria } },
  })
})

test('what can’t be a campaign is said before it is sent, and a change is given up by one press', async () => {
  const page = await openStreetPage(CampaignPage, cloud([known]))
  await page.press('#report-day-14')
  await page.press('#report-day-29')
  expect(page.find('#wrong').textContent).toBe('半月报报送日：请至少选一天')
  expect(page.find('#save-campaign').getAttribute('aria-disabled')).toBe('true')
  await page.press('#undo-campaign')
  expect(page.find('#save-campaign').textContent).toBe('没有改动')
})

test('another campaign beside the first is begun from the notice, wants a name, and is sent as a new one', async () => {
  const page = await openStreetPage(CampaignPage, cloud([known]))
  await page.press('#new-campaign')
  expect(page.find('#wrong').textContent).toBe('请先写行动的名称')
  await page.type('#name', '秋季行动')
  await page.press('#save-campaign')
  expect(sent(page)[0]).toMatchObject({
    body: { campaignId: null, base: 0, campaign: { name: '秋季行动', from: '2021-04-15' } },
  })
})

test('what somebody else changed meanwhile is said, and what was written is still there', async () => {
  const problem = { code: 4095, title: '别人刚改过', detail: '', field: null }
  const page = await openStreetPage(CampaignPage, cloud([known], { kind: 'rejected', problem }))
  await page.press('#report-day-15')
  await page.press('#save-campaign')
  expect(page.text()).toContain('没有生效')
  expect(page.find('#report-day-15').getAttribute('aria-checked')).toBe('true')
})
