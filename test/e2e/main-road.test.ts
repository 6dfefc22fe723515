import path from 'node:path'
import * as v from 'valibot'
import { coverageAnswer, dayAnswer } from '#contract/query'
import { recordsAnswer } from '#contract/record-query'
import { dayOf } from '#domain/time'
import { type DemoStreet, enterAs, openDemoStreet, pictures, says, seriousFaults, shown } from '../support/demo-street'

let street: DemoStreet

beforeAll(async () => {
  street = await openDemoStreet()
}, 300_000)

afterAll(() => street?.close())

const today = () => dayOf(Date.now())
const dayOfUnit = async (token: string) =>
  v.parse(dayAnswer, (await street.ask('query', { action: 'day', unit: 'qfy', day: today() }, token)).body)
const coverageOfUnit = async (token: string) => {
  const { body } = await street.ask('query', { action: 'coverage', unit: 'qfy', staleDays: 30 }, token)
  return v.parse(coverageAnswer, body).buildings.reduce((sum, building) => sum + building.visited, 0)
}

test('a door logged in the stairwell is in the secretary’s figures, once, and opens', async () => {
  const worker = await street.person('grid')
  const secretary = await street.person('secretary')
  const secretarysToken = await street.tokenOf(secretary)
  const before = await dayOfUnit(secretarysToken)
  const reachedBefore = await coverageOfUnit(secretarysToken)

  const { context, page } = await street.open()
  await enterAs(page, worker)
  await shown(page, '#tab-doors').waitFor()
  await page.screenshot({ path: path.join(pictures, 'today-375.png') })
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
      await page.screenshot({ path: path.join(pictures, 'door-sheet-375.png') })
    }
    await shown(page, '#sheet').getByRole('button', { name: /无人/ }).first().click()
    taps++
  }
  expect(taps).toBe(24)
  await page.screenshot({ path: path.join(pictures, 'board-375.png') })

  // The shell may be served at a reload; the functions may not be reached.
  await context.route('**/fn/**', (route) => route.abort())
  await context.setOffline(false)
  await page.goto(`${street.url}/#/pages/outbox/index`)
  await page.reload()
  await page.waitForFunction(() => (document.body.innerText.match(/已存本机|待确认/g) ?? []).length >= 12)
  await page.screenshot({ path: path.join(pictures, 'outbox-375.png') })

  // The first push is done by the cloud and its answer lost on the way back.
  let cut = 0
  await context.route('**/fn/sync', async (route) => {
    if (cut > 0 || !(route.request().postData() ?? '').includes('"push"')) return route.continue()
    cut++
    await route.fetch()
    return route.abort()
  })
  await context.setOffline(true)
  await context.unroute('**/fn/**')
  await context.setOffline(false)
  await page.waitForFunction(() => !/已存本机|待确认|发送中/.test(document.body.innerText))
  await says(page, '已送达')
  expect(cut).toBe(1)
  await page.screenshot({ path: path.join(pictures, 'outbox-delivered-375.png') })
  await context.close()

  const after = await dayOfUnit(secretarysToken)
  expect(after.counts.visits).toBe(before.counts.visits + 12)
  expect(after.activityTime).toBeGreaterThan(before.activityTime)
  expect(await coverageOfUnit(secretarysToken)).toBe(reachedBefore + doors.filter(({ fresh }) => fresh).length)

  // She opens each of them from her list.
  const list = await street.ask(
    'query',
    { action: 'records', unit: 'qfy', day: today(), staff: worker, kind: 'visit', before: null },
    secretarysToken,
  )
  const { records } = v.parse(recordsAnswer, list.body)
  const { context: desk, page: screen } = await street.open(1280, 800)
  await enterAs(screen, secretary)
  await says(screen, '看这')
  await screen.screenshot({ path: path.join(pictures, 'day-1280.png') })
  expect(await seriousFaults(screen)).toEqual([])
  for (const { id } of records.slice(0, 12)) {
    await screen.goto(`${street.url}/#/community/record/index?id=${id}`)
    await says(screen, '无人[^]*第 ?\\d+ ?号')
  }
  await screen.screenshot({ path: path.join(pictures, 'record-1280.png') })
  await desk.close()
  expect(street.blocked).toEqual([])
}, 300_000)

test('nobody without the right gets a row: 401 for an unknown token, 403 for another community and a volunteer', async () => {
  const question = { action: 'records', unit: 'qfy', before: null }
  const unknown = await street.ask('query', question, 'no-such-token')
  expect([unknown.status, unknown.body]).toEqual([401, { problem: expect.objectContaining({ code: 4011 }) }])
  const volunteer = await street.ask('query', question, await street.tokenOf(await street.person('volunteer')))
  expect([volunteer.status, Object.keys(volunteer.body)]).toEqual([403, ['problem']])
  const other = await street.person('secretary', (name) => name !== '青枫苑社区')
  const stranger = await street.ask('query', question, await street.tokenOf(other))
  expect([stranger.status, Object.keys(stranger.body)]).toEqual([403, ['problem']])
})
