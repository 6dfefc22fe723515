import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import jsQR from 'jsqr'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchChromium } from '../support/chromium'
import { pictures, says, seriousFaults, shown } from '../support/demo-street'
import { testKeys } from '../support/field-fixture'
import { bundleHost, freePort, type HostProcess, startHost } from '../support/host-process'

/** A street's own server, set up as README says, and two browsers: a phone's, signed in by the command's code, and a computer's. */
const root = path.resolve(__dirname, '../..')
const data = mkdtempSync(path.join(tmpdir(), 'qiaomen-scan-'))
let host: HostProcess
let browser: Browser
let code: string

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  const env = { ...testKeys, DATA_DIR: data, QIAOMEN_MODE: 'real' }
  const command = bundleHost('first-administrator-command')
  const argv = [command.file, '--street', 'wtjd', '--street-name', '唯亭街道', '--name', '王立群']
  const { PATH = '' } = process.env
  const said = spawnSync(process.execPath, argv, { encoding: 'utf8', env: { PATH, ...env } })
  command.remove()
  code = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/m.exec(said.stdout)?.[0] ?? said.stderr
  host = await startHost(path.join(root, 'dist/host/main.cjs'), {
    ...env,
    PORT: String(await freePort()),
    WEB_ROOT: path.join(root, 'dist/h5'),
  })
  browser = await launchChromium()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await host?.stop()
  rmSync(data, { recursive: true, force: true })
})

async function open(width: number, height: number): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN' })
  const page = await context.newPage()
  page.setDefaultTimeout(Number(process.env.E2E_WAIT ?? 60_000))
  await page.goto(host.url)
  return { context, page }
}

/** From the picture of the screen. */
async function readByCamera(page: Page): Promise<string | null> {
  const png = (await shown(page, '#scan-qr').screenshot()).toString('base64')
  const {
    data: pixels,
    width,
    height,
  } = await page.evaluate(async (picture) => {
    const image = new Image()
    image.src = `data:image/png;base64,${picture}`
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.width
    canvas.height = image.height
    const drawn = canvas.getContext('2d')
    drawn?.drawImage(image, 0, 0)
    return {
      data: [...(drawn?.getImageData(0, 0, image.width, image.height).data ?? [])],
      width: image.width,
      height: image.height,
    }
  }, png)
  return jsQR(Uint8ClampedArray.from(pixels), width, height)?.data ?? null
}

/** What a script of the page could get hold of. */
const inReach = (page: Page) =>
  page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]))

test('a computer is let in from a phone, keeps no secret that a script could read, and is signed out from afar', async () => {
  const phone = await open(375, 812)
  await shown(phone.page, '#to-join').click()
  await shown(phone.page, '#join-code input').fill(code)
  await shown(phone.page, '#join-look').click()
  await shown(phone.page, '#join-enter').click()
  await says(phone.page, '唯亭街道')

  const desk = await open(1280, 800)
  await shown(desk.page, '#scan-qr').waitFor()
  const compare = /\d{4}/.exec(await shown(desk.page, '#scan-compare').innerText())?.[0]
  await desk.page.screenshot({ path: path.join(pictures, 'scan-1280.png') })
  expect(await seriousFaults(desk.page)).toEqual([])
  const link = await readByCamera(desk.page)
  expect(link).toMatch(new RegExp(`^${host.url}/#/account/allow/index\\?scan=[\\w-]{22}$`))

  // As the phone's camera opens it.
  await phone.page.goto(link ?? '')
  await says(phone.page, '允许登录')
  expect(await shown(phone.page, '#allow-compare').innerText()).toBe(compare)
  await phone.page.screenshot({ path: path.join(pictures, 'allow-375.png') })
  expect(await seriousFaults(phone.page)).toEqual([])
  expect(await desk.page.evaluate(() => location.hash)).toContain('welcome')
  await shown(phone.page, '#allow-yes').click()
  await says(phone.page, '已允许')
  await desk.page.waitForFunction(() => !location.hash.includes('welcome') && location.hash !== '')
  await says(desk.page, '唯亭街道')

  const kept = await inReach(desk.page)
  const cookies = await desk.context.cookies()
  expect(cookies.map(({ name }) => name).sort()).toEqual(['qm-access', 'qm-refresh'])
  for (const { value, httpOnly, sameSite } of cookies) {
    expect([httpOnly, sameSite]).toEqual([true, 'Strict'])
    expect(kept).not.toContain(value.split('.').at(-1))
  }

  // Gone from the jar as after a quarter of an hour: renewed in passing.
  await desk.context.clearCookies({ name: 'qm-access' })
  await desk.page.goto(`${host.url}/#/account/devices/index`)
  await desk.page.reload()
  await says(desk.page, '就是这台')
  await desk.page.screenshot({ path: path.join(pictures, 'devices-1280.png') })
  expect(await seriousFaults(desk.page)).toEqual([])
  expect((await desk.context.cookies()).map(({ name }) => name).sort()).toEqual(['qm-access', 'qm-refresh'])

  await phone.page.goto(`${host.url}/#/account/devices/index`)
  await phone.page.reload()
  await says(phone.page, '就是这台')
  await phone.page.screenshot({ path: path.join(pictures, 'devices-375.png') })
  await phone.page.locator('[id^="end-"]:visible:not(#end-all)').first().click()
  await phone.page.getByText('退出', { exact: true }).last().click()
  await phone.page.waitForFunction(() => document.querySelectorAll('[id^="end-"]').length === 2)
  await desk.page.reload()
  await says(desk.page, '登录已失效')
  await desk.page.screenshot({ path: path.join(pictures, 'ended-1280.png') })
  await shown(desk.page, '#scan-qr').waitFor()

  await phone.context.close()
  await desk.context.close()
}, 300_000)

test('不是我 lets nobody in, and the computer says so', async () => {
  const desk = await open(1280, 800)
  const link = await readByCamera(desk.page)
  const stranger = await open(375, 812)
  // Not signed in: the page sends him to the welcome, and nothing is answered.
  await stranger.page.goto(link ?? '')
  await stranger.page.waitForFunction(() => location.hash.includes('welcome'))
  expect(await desk.page.evaluate(() => location.hash)).not.toContain('allow')
  expect(await desk.context.cookies()).toEqual([])
  await stranger.context.close()
  await desk.context.close()
}, 120_000)
