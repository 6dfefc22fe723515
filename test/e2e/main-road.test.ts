import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { uuidv7 } from 'uuidv7'
import * as v from 'valibot'
import { coverageAnswer, dayAnswer, recordsAnswer } from '#contract/query'
import { staffId } from '#contract/scalars'
import { peopleAnswer, signedInAnswer } from '#contract/session'
import type { StaffId } from '#domain/ids'
import type { Role } from '#domain/staff'
import { dayOf } from '#domain/time'
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
const url = () => given ?? host.url

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
  page.setDefaultTimeout(60_000)
  await page.goto(url())
  return { context, page }
}

/** The last page of Taro's stack is the one that is seen. */
const shown = (page: Page, selector: string) => page.locator(`${selector}:visible`).last()

async function enterAs(page: Page, staff: string): Promise<void> {
  await shown(page, `#person-${staff}`).click()
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

/** A question to the server itself, past the app. */
async function ask(
  name: string,
  body: object,
  token?: string,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${url()}/fn/${name}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: v.parse(v.record(v.string(), v.unknown()), await response.json()) }
}

async function tokenOf(staff: StaffId): Promise<string> {
  const { body } = await ask('session', { action: 'demo', staff, device: uuidv7() })
  return v.parse(signedInAnswer, body).token
}

async function person(role: Role, unit = '青枫苑社区'): Promise<StaffId> {
  const { people } = v.parse(peopleAnswer, (await ask('session', { action: 'people' })).body)
  const found = people.find((one) => one.role === role && one.unitName === unit)
  if (found === undefined) throw new Error(`the demonstration has no ${role} of ${unit}`)
  return found.id
}

const today = () => dayOf(Date.now())
const dayOfUnit = async (token: string) =>
  v.parse(dayAnswer, (await ask('query', { action: 'day', unit: 'qfy', day: today() }, token)).body)
const coverageOfUnit = async (token: string) => {
  const { body } = await ask('query', { action: 'coverage', unit: 'qfy', staleDays: 30 }, token)
  return v.parse(coverageAnswer, body).buildings.reduce((sum, building) => sum + building.visited, 0)
}

test('a door logged in the stairwell is in the secretary’s figures, once, and opens', async () => {
  const worker = await person('grid')
  const secretary = await person('secretary')
  const secretarysToken = await tokenOf(secretary)
  const before = await dayOfUnit(secretarysToken)
  const reachedBefore = await coverageOfUnit(secretarysToken)

  const { context, page } = await phone()
  await enterAs(page, worker)
  await shown(page, '#tab-doors').waitFor()
  await page.screenshot({ path: path.join(shots, 'today-375.png') })
  expect(await seriousFaults(page)).toEqual([])
  await shown(page, '#tab-doors').click()
  await shown(page, '[id^="building-"]').first().click()
  await shown(page, '[id^="door-"]').waitFor()
  expect(await seriousFaults(page)).toEqual([])

  await context.setOffline(true)
  // Doors nobody reached yet count in the coverage; the rest make the twelve full.
  const doors = await page.locator('[id^="door-"]:visible').evaluateAll((all) => {
    const fresh = (door: Element) => (door.getAttribute('aria-label') ?? '').includes('未走访')
    const sorted = [...all.filter(fresh), ...all.filter((door) => !fresh(door))].slice(0, 12)
    return sorted.map((door) => ({ id: door.id, fresh: fresh(door) }))
  })
  expect(doors).toHaveLength(12)
  let taps = 0
  for (const { id } of doors) {
    await shown(page, `#${id}`).click()
    taps++
    if (taps === 1) {
      expect(await seriousFaults(page)).toEqual([])
      await page.screenshot({ path: path.join(shots, 'door-sheet-375.png') })
    }
    await shown(page, '#sheet').getByRole('button', { name: /无人/ }).first().click()
    taps++
  }
  expect(taps).toBe(24)
  await page.screenshot({ path: path.join(shots, 'board-375.png') })

  // The shell may be served at a reload; the functions may not be reached.
  await context.setOffline(false)
  await context.route('**/fn/**', (route) => route.abort())
  await page.goto(`${url()}/#/pages/outbox/index`)
  await page.reload()
  await page.waitForFunction(() => (document.body.innerText.match(/已存本机|待确认/g) ?? []).length >= 12)
  await page.screenshot({ path: path.join(shots, 'outbox-375.png') })

  // The first push is done by the cloud and its answer lost on the way back.
  let cut = 0
  await context.route('**/fn/sync', async (route) => {
    if (cut > 0 || !(route.request().postData() ?? '').includes('"push"')) return route.continue()
    cut++
    await route.fetch()
    return route.abort()
  })
  await context.unroute('**/fn/**')
  await shown(page, '#sync-now').click()
  await page.waitForFunction(() => !/已存本机|待确认|发送中/.test(document.body.innerText))
  await says(page, '已送达')
  expect(cut).toBe(1)
  await page.screenshot({ path: path.join(shots, 'outbox-delivered-375.png') })
  await context.close()

  const after = await dayOfUnit(secretarysToken)
  expect(after.counts.visits).toBe(before.counts.visits + 12)
  expect(after.activityTime).toBeGreaterThan(before.activityTime)
  expect(await coverageOfUnit(secretarysToken)).toBe(reachedBefore + doors.filter(({ fresh }) => fresh).length)

  // She opens each of them from her list.
  const list = await ask(
    'query',
    { action: 'records', unit: 'qfy', day: today(), staff: worker, kind: 'visit', before: null },
    secretarysToken,
  )
  const { records } = v.parse(recordsAnswer, list.body)
  const desk = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' })
  const screen = await desk.newPage()
  await screen.goto(url())
  await enterAs(screen, secretary)
  await says(screen, '看这')
  await screen.screenshot({ path: path.join(shots, 'day-1280.png') })
  expect(await seriousFaults(screen)).toEqual([])
  for (const { id } of records.slice(0, 12)) {
    await screen.goto(`${url()}/#/community/record/index?id=${id}`)
    await says(screen, '无人[^]*第 ?\\d+ ?号')
  }
  await screen.screenshot({ path: path.join(shots, 'record-1280.png') })
  await desk.close()
}, 300_000)

test('nobody without the right gets a row: 401 for an unknown token, 403 for another community and a volunteer', async () => {
  const question = { action: 'records', unit: 'qfy', before: null }
  const unknown = await ask('query', question, 'no-such-token')
  expect([unknown.status, unknown.body]).toEqual([401, { problem: expect.objectContaining({ code: 4011 }) }])
  const volunteer = await ask('query', question, await tokenOf(await person('volunteer')))
  expect([volunteer.status, Object.keys(volunteer.body)]).toEqual([403, ['problem']])
  const { people } = v.parse(peopleAnswer, (await ask('session', { action: 'people' })).body)
  const other = people.find(({ role, unitName }) => role === 'secretary' && unitName !== '青枫苑社区')
  const stranger = await ask('query', question, await tokenOf(v.parse(staffId, other?.id)))
  expect([stranger.status, Object.keys(stranger.body)]).toEqual([403, ['problem']])
})
