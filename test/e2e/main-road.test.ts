import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchChromium } from '../support/chromium'
import { freePort, type HostProcess, startHost } from '../support/host-process'

const root = path.resolve(__dirname, '../..')
const shots = path.join(root, 'test-results/e2e')

/** The server as `npm start` starts it, on the embedded database with the demonstration street. */
let host: HostProcess
let browser: Browser
let data: string
/** A server that another test run or a developer started already. */
const given = process.env.E2E_URL

beforeAll(async () => {
  mkdirSync(shots, { recursive: true })
  data = mkdtempSync(path.join(tmpdir(), 'qiaomen-e2e-'))
  if (given === undefined) {
    host = await startHost(path.join(root, 'dist/host/main.cjs'), {
      PORT: String(await freePort()),
      DATA_DIR: data,
      QIAOMEN_MODE: 'demo',
      WEB_ROOT: path.join(root, 'dist/h5'),
    })
  }
  browser = await launchChromium()
}, 300_000)

afterAll(async () => {
  await browser?.close()
  await host?.stop()
  rmSync(data, { recursive: true, force: true })
})

async function phone(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 375, height: 812 }, locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(given ?? host.url)
  return { context, page }
}

/** The last page of Taro's stack is the one that is seen. */
const shown = (page: Page, selector: string) => page.locator(`${selector}:visible`).last()

async function enterAs(page: Page, role: 'grid' | 'secretary'): Promise<void> {
  const section = page.locator('.section', { hasText: role === 'grid' ? '网格员 ·' : '社区书记 ·' }).last()
  await section.locator('[id^="person-"]').first().click()
}

/** Until the page shows it. */
async function says(page: Page, words: string): Promise<void> {
  await page.waitForFunction((pattern) => new RegExp(pattern).test(document.body.innerText), words, { timeout: 60_000 })
}

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

test('a worker logs 12 doors in 24 taps with no network, keeps them over a reload, and delivers them', async () => {
  const { context, page } = await phone()
  await enterAs(page, 'grid')
  await shown(page, '#go-on').waitFor({ timeout: 90_000 })
  await page.screenshot({ path: path.join(shots, 'today-375.png') })
  expect(await seriousFaults(page)).toEqual([])
  await shown(page, '#go-on').click()
  await shown(page, '[id^="door-"]').waitFor({ timeout: 90_000 })
  expect(await seriousFaults(page)).toEqual([])

  await context.setOffline(true)
  const ids = await page.locator('[id^="door-"]:visible').evaluateAll((doors) => doors.slice(0, 12).map(({ id }) => id))
  expect(ids).toHaveLength(12)
  let taps = 0
  for (const id of ids) {
    await page.locator(`#${id}:visible`).last().click()
    taps++
    if (taps === 1) await page.screenshot({ path: path.join(shots, 'door-sheet-375.png') })
    await page.locator('#sheet:visible').last().getByRole('button', { name: /无人/ }).first().click()
    taps++
  }
  expect(taps).toBe(24)
  await page.screenshot({ path: path.join(shots, 'board-375.png') })

  // The shell may be served at a reload; the functions may not be reached.
  await context.setOffline(false)
  await context.route('**/fn/**', (route) => route.abort())
  await page.reload()
  await page.evaluate(() => {
    window.location.hash = '#/pages/outbox/index'
  })
  await says(page, '已存本机|待确认')
  await page.screenshot({ path: path.join(shots, 'outbox-375.png') })

  await context.unroute('**/fn/**')
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await shown(page, '#sync-now').click()
  await says(page, '已送达')
  await page.waitForFunction(() => !/已存本机|待确认|发送中/.test(document.body.innerText), undefined, {
    timeout: 60_000,
  })
  await context.close()
}, 300_000)
