import * as v from 'valibot'
import { summaryAnswer } from '#contract/summary'
import { noticeCampaign } from '#domain/campaign'
import { addFigures, type ReportFigures } from '#domain/report-figures'
import { defaultSettings } from '#domain/street-settings'
import { summaryDraft } from '#stores/summary-draft'
import type { FunctionName, TransportResult } from '#sync/ports'
import SummariesPage from '../../src/street/summaries/index'
import SummaryPage from '../../src/street/summary/index'
import { idAt } from '../support/operation-ids'
import { now, openStreetPage } from './stage'

const said = (body: unknown): TransportResult => ({ kind: 'answer', body })
const pushed = (outcome: object) => said({ outcomes: [outcome], serverTime: now })
const street = { id: 'wtjd', name: '唯亭街道', kind: 'street' }
const figures: ReportFigures = { ...addFigures([]), minutes: 187, personMinutes: 187, daysMet: 3 }
const hash = 'a'.repeat(64)

const source = (nth: number, signed: boolean) => ({
  unit: { id: `u${nth}`, name: `社区${nth}`, kind: 'community' },
  receipt: signed ? 'in-time' : 'missing',
  report: signed ? { paperId: idAt(20 + nth), version: 1, amendments: 0, figures, hash } : null,
})
const content = {
  campaignId: idAt(9),
  due: '2021-04-14',
  from: '2021-03-30',
  to: '2021-04-14',
  kind: 'collected',
  version: 1,
  narrative: null,
  problems: '',
  next: '',
  edits: 0,
  issued: null,
}
const paper = idAt(8)
const told = (more: object = {}, edits: object = {}) =>
  said(
    v.parse(summaryAnswer, {
      id: paper,
      street,
      campaign: { id: idAt(9), name: '百日会战' },
      state: 'draft',
      content: { ...content, ...edits },
      sources: [source(1, true), source(2, false)],
      figures,
      seen: hash,
      composed: '已报送的 1 个单位开展反诈宣传共 187 分钟。',
      changes: [],
      asOf: now,
      ...more,
    }),
  )

function opened(cloud: (name: FunctionName, body: Record<string, unknown>) => TransportResult, role?: 'inspector') {
  return openStreetPage(SummaryPage, cloud, role, { id: paper })
}

const operations = (page: Awaited<ReturnType<typeof openStreetPage>>) =>
  page.calls.filter(({ name }) => name === 'sync').map(({ body }) => (body.operations as Record<string, unknown>[])[0])

test('words are kept at every letter, saved on the version they were begun on, and only then is there something to issue', async () => {
  let edits = 0
  let problems = ''
  const page = await opened((name) => {
    if (name !== 'sync') return told({}, { edits, problems })
    edits = 1
    problems = '人手不足。'
    return pushed({ kind: 'applied', seq: 1 })
  })
  expect(page.find('#issue').textContent).toBe('签发')
  await page.type('#problems', '人手不足。')
  expect(summaryDraft(v.parse(summaryAnswer.entries.id, paper))).toMatchObject({ base: 0, problems: '人手不足。' })
  await page.press('#save')
  expect(operations(page)).toMatchObject([
    { type: 'summary.edit', body: { paperId: paper, base: 0, narrative: null, problems: '人手不足。', next: '' } },
  ])
  expect(summaryDraft(v.parse(summaryAnswer.entries.id, paper))).toBeNull()
  expect(page.find('#issue').textContent).toBe('签发')
})

test('before it is issued it says whom it leaves out; refused because somebody was first, it shows what is there now', async () => {
  let first = true
  const issued = {
    sources: [source(1, true), source(2, false)],
    figures,
    narrative: '本期工作平稳。',
    problems: '',
    next: '',
    issuedAt: now,
    issuedBy: { id: 'wtjd-s2', name: '周晓岚' },
    seq: 7,
    hash,
  }
  const page = await opened((name) => {
    if (name !== 'sync') return first ? told() : told({ state: 'issued' }, { issued })
    first = false
    return pushed({
      kind: 'rejected',
      problem: { code: 4099, title: '已签发或已接收，不能再改', detail: '周晓岚已签发第 1 版，要改请另拟一版' },
    })
  })
  await page.press('#issue')
  expect(page.text()).toContain('还有 1 个单位没有计入：社区2。')
  await page.press('#confirm-issue')
  expect(operations(page)).toMatchObject([{ type: 'summary.issue', body: { paperId: paper, seen: hash } }])
  expect(page.find('#summary-state').textContent).toBe('已签发')
  expect(page.text()).toContain('周晓岚')
  expect(page.text()).toContain('本期工作平稳。')
})

test('of two who edit at once the second keeps his words and chooses', async () => {
  let theirs = false
  const page = await opened((name) => {
    if (name !== 'sync') return told({}, theirs ? { edits: 1, problems: '别人写的。' } : {})
    theirs = true
    return pushed({ kind: 'rejected', problem: { code: 4095, title: '别人刚改过，请刷新后在新的内容上修改' } })
  })
  await page.type('#problems', '我写的。')
  await page.press('#save')
  expect(page.text()).toContain('别人刚保存过这份稿子')
  await page.press('#keep-mine')
  await page.press('#save')
  expect(operations(page)[1]).toMatchObject({ body: { base: 1, problems: '我写的。' } })
})

test('an inspector reads and writes nothing; what was signed since an issue stands beside it', async () => {
  const issued = {
    sources: [source(1, true), source(2, false)],
    figures,
    narrative: '本期工作平稳。',
    problems: '',
    next: '',
    issuedAt: now,
    issuedBy: { id: 'wtjd-s1', name: '王立群' },
    seq: 7,
    hash,
  }
  const changes = [{ unit: source(2, true).unit, news: 'came' }]
  const page = await opened(() => told({ state: 'issued', changes }, { issued }), 'inspector')
  expect(page.text()).toContain('签发的版本不变；要用新的数字，请另拟一版。')
  expect(page.text()).toContain('社区2签发后报来')
  expect(document.querySelector('#issue')).toBeNull()
})

test('a half-month without a summary offers both kinds, one with a draft offers only the other', async () => {
  const campaigns = [{ ...noticeCampaign, id: idAt(9), version: 1 }]
  const streetTold = said({ street, settings: defaultSettings, campaigns, units: [], asOf: now })
  const receipts = { 'not-due': 0, missing: 1, 'in-time': 1, late: 0, returned: 0 }
  const draft = { id: paper, kind: 'collected', version: 1, state: 'draft', issuedAt: null, issuedBy: null, changed: 0 }
  const periods = [
    { due: '2021-04-14', from: '2021-03-30', to: '2021-04-14', receipts, papers: [draft] },
    { due: '2021-03-29', from: '2021-03-10', to: '2021-03-29', receipts, papers: [] },
  ]
  const page = await openStreetPage(SummariesPage, (_, body) =>
    body.action === 'street' ? streetTold : said({ periods, asOf: now }),
  )
  expect(document.querySelector('#compose-collected-2021-04-14')).toBeNull()
  expect(page.find('#compose-briefing-2021-04-14').textContent).toBe('拟专报')
  expect(page.find('#compose-collected-2021-03-29').textContent).toBe('拟汇总')
  expect(page.text()).toContain('未报 1 · 按时报送 1')
})
