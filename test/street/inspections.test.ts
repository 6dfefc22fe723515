import type { TransportResult } from '#sync/ports'
import FindingsPage from '../../src/street/findings/index'
import InspectionPage from '../../src/street/inspection/index'
import SignalsPage from '../../src/street/signals/index'
import { idAt } from '../support/operation-ids'
import { now, openStreetPage } from './stage'

const said = (body: unknown): TransportResult => ({ kind: 'answer', body })
const unit = { id: 'qfy', name: '青枫苑社区', kind: 'community' }
const worker = { id: 'qfy-s1', name: '周敏', number: 'WG001' }
const drawn = (record: string, check: object | null = null) => ({ record, unit: 'qfy', worker: 'qfy-s1', check })
const inspection = {
  id: idAt(7),
  state: 'checking',
  content: {
    seed: '百日会战',
    from: '2021-04-01',
    to: '2021-04-14',
    size: 2,
    drawnAt: now,
    drawnBy: { id: 'wtjd-s2', name: '刘婉清' },
    frame: { size: 812, hash: '0'.repeat(64) },
    strata: [{ unit: 'qfy', worker: 'qfy-s1', size: 812, chosen: 2 }],
    drawn: [drawn(idAt(20), { found: 'confirmed', note: null, at: now, by: '刘婉清' }), drawn(idAt(21))],
  },
  estimate: { checked: 1, confirmed: 1, reaches: 812, frame: 812, tenths: 1000, from: 206, to: 1000 },
  units: [unit],
  workers: [{ unit: 'qfy', ...worker }],
  asOf: now,
}
const inspected = {
  record: idAt(21),
  unit,
  worker,
  place: '青枫苑 3幢 1单元 902',
  at: now,
  outcome: 'met',
  adults: 2,
  leaflets: 1,
  version: 1,
  undone: false,
  asOf: now,
}
const finding = {
  id: idAt(9),
  unit,
  state: 'answered',
  overdue: false,
  worker: '周敏',
  content: {
    what: '一分钟内见面 12 户，请说明',
    by: '2021-04-18',
    inspectionId: null,
    signal: { kind: 'met-burst', records: [idAt(20)], staff: 'qfy-s1', seen: 12, sample: 40 },
    openedAt: now,
    openedBy: '刘婉清',
    steps: [{ action: 'answer', words: '整栋楼的居民在楼下开会', at: now, by: '陆书记' }],
    overdueFor: null,
  },
}
const signal = {
  ...{ unit, worker: '周敏', kind: 'met-burst', records: [idAt(20)], staff: 'qfy-s1', seen: 12, sample: 40 },
  ...{ metres: null, time: 44_000, at: now, asked: null },
}

function cloud(name: string, body: Record<string, unknown>): TransportResult {
  if (name === 'sync') return said({ outcomes: [{ kind: 'applied', seq: 1 }], serverTime: now })
  switch (body.action) {
    case 'inspection':
      return said(inspection)
    case 'inspected':
      return said(inspected)
    case 'findings':
      return said({ findings: [finding], asOf: now })
    case 'signals':
      return said({ signals: [signal], visits: 812, activities: 3, asOf: now })
    default:
      return { kind: 'problem', problem: { code: 4003, title: '没有这个功能' } }
  }
}
type Page = Awaited<ReturnType<typeof openStreetPage>>
const pushed = (page: Page) =>
  page.calls.filter(({ name }) => name === 'sync').map(({ body }) => (body.operations as Record<string, unknown>[])[0])
const asked = (page: Page, action: string) => page.calls.filter(({ body }) => body.action === action)

test('an estimate is called one, with its interval and of how many records it is', async () => {
  const page = await openStreetPage(InspectionPage, cloud, 'inspector', { id: idAt(7) })
  expect(page.text()).toContain('估计属实率 100.0%')
  expect(page.text()).toContain('95% 区间 20.6%–100.0%')
  expect(page.text()).toContain('核查 1 条，属实 1 条')
  expect(page.text()).toContain('百日会战')
})

test('the place of a record is asked for only when it is opened, and what was found goes with it', async () => {
  const page = await openStreetPage(InspectionPage, cloud, 'inspector', { id: idAt(7) })
  expect(asked(page, 'inspected')).toEqual([])
  expect(page.text()).not.toContain('902')
  await page.press('#record-2')
  expect(page.text()).toContain('青枫苑 3幢 1单元 902')
  await page.type('#check-note', '住户说没来过')
  await page.press('#found-differs')
  expect(pushed(page)).toEqual([
    expect.objectContaining({
      type: 'inspection.check',
      unit: 'wtjd',
      body: { paperId: idAt(7), record: idAt(21), found: 'differs', note: '住户说没来过' },
    }),
  ])
})

test('who is no inspector opens no place and decides nothing', async () => {
  const sample = await openStreetPage(InspectionPage, cloud, 'street', { id: idAt(7) })
  expect(document.querySelector('#record-2')).toBeNull()
  expect(asked(sample, 'inspected')).toEqual([])
  await openStreetPage(FindingsPage, cloud, 'street')
  expect(document.querySelector(`#mended-${idAt(9)}`)).toBeNull()
})

test('a question about records shows how many it was looked for in; a person decides, in the unit’s log', async () => {
  const page = await openStreetPage(FindingsPage, cloud, 'inspector')
  expect(page.text()).toContain('40 条里 12 条')
  expect(page.text()).toContain('陆书记 单位答复：整栋楼的居民在楼下开会')
  await page.press(`#mended-${idAt(9)}`)
  expect(pushed(page)).toEqual([
    expect.objectContaining({
      type: 'finding.recheck',
      unit: 'qfy',
      body: { paperId: idAt(9), verdict: 'mended' },
    }),
  ])
})

test('a signal says that it is a question and that the records count, and is asked of its unit', async () => {
  const page = await openStreetPage(SignalsPage, cloud, 'inspector')
  expect(page.text()).toContain('疑点只是要问的问题，不是结论；记录照常计入')
  expect(page.text()).toContain('看了 812 条走访')
  await page.press(`#signal-${idAt(20)}`)
  await page.press('#send-ask')
  expect(pushed(page)).toEqual([
    expect.objectContaining({
      type: 'finding.open',
      unit: 'qfy',
      body: expect.objectContaining({
        by: '2021-04-18',
        signal: { kind: 'met-burst', records: [idAt(20)], staff: 'qfy-s1', seen: 12, sample: 40 },
      }),
    }),
  ])
})
