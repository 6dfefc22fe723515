import { useExport } from '#stores/export-store'
import RecordsPage from '../../src/community/records/index'
import { now } from './answers'
import { openPage, problemResult } from './stage'

const file = {
  state: 'ready',
  fileName: '青枫苑社区宣传记录 2021-03-23至2021-03-29.xlsx',
  rows: 1248,
  bytes: 86_400,
  sha256: 'a'.repeat(64),
  url: '/export/token',
  expiresAt: now + 300_000,
}

afterEach(() => useExport.getState().again())

test('the records of the last seven days are taken out in two presses and downloaded under their name', async () => {
  const page = await openPage(RecordsPage)
  page.script((name) => (name === 'export' ? { kind: 'answer', body: file } : undefined))
  await page.press('导出')
  await page.press('导出 xlsx')
  const [asked] = page.calls.filter(({ name }) => name === 'export')
  expect(asked?.body).toMatchObject({
    action: 'make',
    unit: 'qfy',
    what: { kind: 'records', from: '2021-03-23', to: '2021-03-29' },
  })
  expect(page.text()).toContain('已生成，1248 条')
  expect(page.text()).toContain('宣传记录 2021-03-23至2021-03-29.xlsx（86 KB）')
  const taken: string[] = []
  jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    taken.push(`${this.getAttribute('href')} ${this.download}`)
  })
  await page.press('下载文件')
  expect(taken).toEqual([`/export/token ${file.fileName}`])
})

test('another span begins anew, and a list narrowed to a day offers that day', async () => {
  const page = await openPage(RecordsPage, { day: '2021-03-12' })
  page.script((name) => (name === 'export' ? { kind: 'answer', body: file } : undefined))
  await page.press('导出')
  await page.press('导出 xlsx')
  await page.press('近 15 天')
  expect(page.text()).not.toContain('已生成')
  await page.press('导出 xlsx')
  const spans = page.calls.filter(({ name }) => name === 'export').map(({ body }) => body.what)
  expect(spans).toEqual([
    { kind: 'records', from: '2021-03-12', to: '2021-03-12' },
    { kind: 'records', from: '2021-03-15', to: '2021-03-29' },
  ])
})

test('a refusal says why and what to do, and can be tried again', async () => {
  const page = await openPage(RecordsPage)
  page.script((name) =>
    name === 'export' ? problemResult(4133, '这段时间的记录过多，请缩短期间分几次导出') : undefined,
  )
  await page.press('导出')
  await page.press('导出 xlsx')
  expect(page.find('.export-problem').textContent).toContain('记录过多')
  page.script((name) => (name === 'export' ? { kind: 'answer', body: file } : undefined))
  await page.press('重新导出')
  expect(page.text()).toContain('已生成')
})
