import type * as v from 'valibot'
import type { serviceAnswer } from '#contract/service'
import { useExport } from '#stores/export-store'
import { useSettings } from '#stores/settings-store'
import ServicePage from '../../src/pages/service/index'
import * as answers from '../community/answers'
import { openPage, problemResult, type Script } from '../community/stage'

const { now, today } = answers
const figures = { minutes: 61, outings: 2, visits: 18, met: 7, leaflets: 20, activities: 0, dissuasions: 1 }
const service = {
  person: { id: 'qfy-s3', name: '顾雨晴', role: 'volunteer', number: 'QFY-V01' },
  unitName: '青枫苑社区',
  from: '2021-03-20',
  to: today,
  serving: { from: '2021-03-20', to: '2021-03-31' },
  days: [
    { day: '2021-03-20', ...figures },
    { day: '2021-03-28', ...figures, minutes: 125 },
  ],
  figures: { minutes: 186, outings: 4, visits: 36, met: 14, leaflets: 40, activities: 0, dissuasions: 2 },
  pending: 0,
  asOf: now,
} satisfies v.InferInput<typeof serviceAnswer>
const told =
  (more: object = {}): Script =>
  (_, { action }) =>
    action === 'service' ? { kind: 'answer', body: { ...service, ...more } } : undefined
const open = (script: Script, params: Record<string, string> = { staff: 'qfy-s3' }) =>
  openPage(ServicePage, params, script)
afterEach(() => useExport.getState().again())

test('a volunteer’s record says hours, days and how long the service still lasts, and adds up', async () => {
  const page = await open(told())
  expect(page.find('#service-headline').textContent).toBe('2 天，累计 3 小时 06 分')
  expect(page.text()).toContain('2021年3月20日—2021年3月29日 · 服务到 3月31日，还有 2 天')
  const rows = page.all('.svc-table .dt-line').map((row) => [...row.children].map(({ textContent }) => textContent))
  expect(rows).toEqual([
    ['3月20日', '61', '2', '18', '7', '20', '0', '1'],
    ['3月28日', '125', '2', '18', '7', '20', '0', '1'],
    ['合计', '186', '4', '36', '14', '40', '0', '2'],
  ])
})

test('in large letters each day is a line that says what was not nothing', async () => {
  useSettings.setState({ senior: true })
  const page = await open(told())
  useSettings.setState({ senior: false })
  expect(page.all('.svc-table')).toEqual([])
  expect(page.text()).toContain('3月28日外出 2 次，走访 18 户次，见面 7 户次，资料 20 份，劝阻 1 次125 分钟')
})

test('it is asked for the person it was opened for, for oneself without one, and for the days chosen', async () => {
  const page = await open(told())
  const asked = () => page.calls.filter(({ body }) => body.action === 'service').map(({ body }) => body)
  expect(asked()[0]).toEqual({ action: 'service', unit: 'qfy', staff: 'qfy-s3', from: null, to: null })
  await page.press('近 7 天')
  expect(asked()[1]).toMatchObject({ from: '2021-03-23', to: today })
  const own = await open(told(), {})
  expect(own.calls.find(({ body }) => body.action === 'service')?.body.staff).toBe('qfy-s9')
})

test('the certificate is taken out for the same person and days', async () => {
  const page = await open((name, body) =>
    name === 'export' ? { kind: 'answer', body: { state: 'making', done: 0, of: 2 } } : told()(name, body),
  )
  expect(page.text()).toContain('盖章后有效')
  await page.press('导出志愿服务时长证明')
  const [asked] = page.calls.filter(({ name }) => name === 'export')
  expect(asked?.body.what).toEqual({ kind: 'service', staff: 'qfy-s3', from: null, to: null })
})

test('one’s own is not the unit’s word, and the page says who gives that', async () => {
  const page = await open(told({ person: { ...service.person, id: 'qfy-s9' } }), {})
  expect(page.text()).toContain('请社区书记在“人员与资料”里导出')
})

test('the page goes to a printer as it is', async () => {
  const print = jest.spyOn(window, 'print').mockImplementation(() => {})
  const page = await open(told())
  await page.press('打印本页')
  expect(print).toHaveBeenCalledTimes(1)
})

test('without any service it says how there will be some, and what the phone still holds', async () => {
  const nothing = { minutes: 0, outings: 0, visits: 0, met: 0, leaflets: 0, activities: 0, dissuasions: 0 }
  const page = await open(told({ days: [], figures: nothing, pending: 3 }))
  expect(page.text()).toContain('这段时间没有服务记录')
  expect(page.text()).toContain('不用打卡')
  expect(page.text()).toContain('还有 3 条未送达')
})

test('whoever may not read it hears so', async () => {
  const page = await open((_, { action }) =>
    action === 'service' ? problemResult(4030, '您的身份不能做这件事') : undefined,
  )
  expect(page.text()).toContain('您的身份不能做这件事')
  expect(page.all('#export')).toEqual([])
})
