import path from 'node:path'
import type { Page } from 'playwright-core'
import { type DemoStreet, enterAs, openDemoStreet, pictures, says, seriousFaults, shown } from '../support/demo-street'

const ledger = path.resolve(__dirname, '../fixtures/ledger/房屋台账.xlsx')
let street: DemoStreet

beforeAll(async () => {
  street = await openDemoStreet()
}, 300_000)

afterAll(() => street?.close())

async function choose(page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await shown(page, '#choose-file').click()
  await (await chooser).setFiles(file)
}

test('a secretary tries a ledger first, sees each odd row named, imports it, and the second time nothing changes', async () => {
  const { context, page } = await street.open(1280, 900)
  // A community whose houses are not those of the ledger.
  await shown(page, '[id^="chip-unit"], .chip').first().waitFor()
  await page.getByText('白鹭桥社区').first().click()
  await enterAs(page, await street.person('secretary', (name) => name === '白鹭桥社区'))
  await shown(page, '#tab-coverage').waitFor()
  await page.goto(`${street.url}/#/community/import/index`)
  await page.reload()

  await choose(page, ledger)
  await says(page, '不能导入的 12 行')
  await says(page, '重复的 8 行')
  await says(page, '导入这 536 户')
  await says(page, '青枫苑 第 23 行')
  await page.screenshot({ path: path.join(pictures, 'import-dry-run-1280.png'), fullPage: true })
  expect(await seriousFaults(page)).toEqual([])
  const rejects = page.waitForEvent('download')
  await page.getByText('下载这些行').last().click()
  expect((await rejects).suggestedFilename()).toBe('退回的行.xlsx')

  await shown(page, '#import-all').click()
  await says(page, '✓')
  await page.screenshot({ path: path.join(pictures, 'import-done-1280.png'), fullPage: true })
  await page.reload()
  await choose(page, ledger)
  await says(page, '不能导入的 12 行')
  expect(await page.locator('#import-all:visible').count()).toBe(0)

  await choose(page, { name: '照片.xlsx', mimeType: 'image/png', buffer: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') })
  await says(page, '不是可读取的表格文件')
  await context.close()
}, 300_000)
