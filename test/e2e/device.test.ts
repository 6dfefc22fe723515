import type { Page } from 'playwright-core'
import { uuidv7 } from 'uuidv7'
import * as v from 'valibot'
import { PROTOCOL } from '#contract/protocol'
import { pullAnswer } from '#contract/pull'
import { type DemoStreet, enterAs, openDemoStreet, shown } from '../support/demo-street'

/** What lies in a worker's browser, in the app as it is built. */
let street: DemoStreet
beforeAll(async () => {
  street = await openDemoStreet()
}, 300_000)
afterAll(() => street?.close())

/** What the cloud tells this worker of residents in the clear, by case. */
async function residentsOf(
  staff: Awaited<ReturnType<DemoStreet['person']>>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const body = {
    action: 'pull',
    protocol: PROTOCOL,
    unit: 'qfy',
    device: uuidv7(),
    pending: 0,
    cursor: null,
    scope: null,
  }
  const { changes } = v.parse(pullAnswer, (await street.ask('sync', body, await street.tokenOf(staff))).body)
  const known = new Map<string, readonly string[]>()
  for (const change of changes) {
    const resident = change.kind === 'case' ? change.row.resident : null
    if (change.kind === 'case' && resident !== null)
      known.set(change.row.id, [resident.name, resident.phone, resident.address])
  }
  return known
}

const storage = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage }))
const keys = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<readonly IDBValidKey[]>((resolve) => {
        const opened = indexedDB.open('qiaomen-keys', 1)
        opened.onsuccess = () => {
          const asked = opened.result.transaction('keys').objectStore('keys').getAllKeys()
          asked.onsuccess = () => {
            opened.result.close()
            resolve(asked.result)
          }
        }
      }),
  )

test('a worker’s browser holds residents under seal alone, shows them without a network, and nothing is left at sign-out', async () => {
  const worker = await street.person('grid')
  const residents = await residentsOf(worker)
  const told = [...residents.values()].flat()
  const [caseId = '', [name = ''] = []] = [...residents][0] ?? []
  expect(told.length).toBeGreaterThan(2)
  const { context, page } = await street.open()
  await enterAs(page, worker)
  await shown(page, '#tab-tasks').click()
  await page.waitForFunction(() => JSON.stringify({ ...localStorage }).includes('sealed'))
  const held = await storage(page)
  expect(told.filter((words) => held.includes(words))).toEqual([])
  expect(await keys(page)).toEqual([`key/${worker}`, `record-key/${worker}`])

  // The mark lies over all of the page, and the finger goes through it.
  const mark = shown(page, '.screen-mark')
  expect(await mark.getAttribute('data-words')).toMatch(/^青枫苑社区 \S+$/)
  expect(await mark.evaluate((element) => getComputedStyle(element).pointerEvents)).toBe('none')
  const box = await mark.boundingBox()
  expect([box?.width, box?.height]).toEqual([375, 812])

  await page.reload()
  await shown(page, `#case-${caseId}`).click()
  await shown(page, '#reveal').waitFor()
  await context.setOffline(true)
  await shown(page, '#reveal').click()
  await shown(page, '#reveal-find-the-door').click()
  await shown(page, '#reveal-go').click()
  const clear = await shown(page, '#resident-clear').innerText()
  expect(clear).toContain(name)
  const now = await storage(page)
  expect(told.filter((words) => now.includes(words))).toEqual([])
  await context.setOffline(false)

  await page.goto(`${street.url}/#/pages/me/index`)
  await shown(page, '#sign-out').click()
  // What was looked at may be on its way still: then it is offered to be sent first.
  const confirm = page.locator('.taro-model__confirm:visible')
  await confirm.waitFor()
  if ((await confirm.innerText()) === '先发送') await confirm.click()
  await confirm.filter({ hasText: '退出' }).click()
  await shown(page, '.screen-title').filter({ hasText: '敲门' }).waitFor()
  await page.waitForFunction(() => !JSON.stringify({ ...localStorage }).includes('sealed'))
  const left = await storage(page)
  expect(told.filter((words) => left.includes(words))).toEqual([])
  expect(left).not.toMatch(/"doors\\*":\[|"session"/)
  expect(await keys(page)).toEqual([])
}, 180_000)

/** As a person sees them under 发送情况. */
const waiting = (page: Page) => shown(page, '.section-title').filter({ hasText: '还没送达' })

test('what was not sent lies sealed, opens after a restart without a network, and a key that has gone costs nothing', async () => {
  const worker = await street.person('grid')
  const { context, page } = await street.open()
  await enterAs(page, worker)
  await shown(page, '#tab-doors').waitFor()
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.endsWith('/index')))
  await page.goto(`${street.url}/#/pages/activity/index`)
  await shown(page, '#activity-place input').fill('东门早市，问过陈阿婆')
  await context.setOffline(true)
  await shown(page, '#save-activity').click()
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => /\/o\//.test(key)))
  expect(await storage(page)).not.toMatch(/陈阿婆|东门早市|activity\.log/)

  // The app's files come from the browser's cache; the cloud does not answer.
  await page.route('**/fn/**', (route) => route.abort())
  await context.setOffline(false)
  await page.goto(`${street.url}/#/pages/outbox/index`)
  await page.reload()
  await waiting(page).waitFor()
  expect(await page.locator('.alert:visible').allInnerTexts()).toEqual([])

  await page.evaluate(
    (name) =>
      new Promise<void>((resolve) => {
        const opened = indexedDB.open('qiaomen-keys', 1)
        opened.onsuccess = () => {
          const asked = opened.result.transaction('keys', 'readwrite').objectStore('keys').delete(name)
          asked.onsuccess = () => {
            opened.result.close()
            resolve()
          }
        }
      }),
    `record-key/${worker}`,
  )
  await page.reload()
  await page.locator('.alert:visible').filter({ hasText: '本机有 1 条加了密' }).waitFor()
  expect(await waiting(page).count()).toBe(0)

  await page.unroute('**/fn/**')
  await page.reload()
  await shown(page, '.section-title').filter({ hasText: '最近送达 1 条' }).waitFor()
  expect(await page.locator('.alert:visible').count()).toBe(0)
  expect(await keys(page)).toContain(`record-key/${worker}`)
  await context.close()
}, 180_000)

test('pages of figures bear no mark', async () => {
  const { page } = await street.open()
  await enterAs(page, await street.person('secretary'))
  await shown(page, '.screen-title').waitFor()
  expect(await page.locator('.screen-mark:visible').count()).toBe(0)
}, 120_000)
