import { type DemoStreet, enterAs, openDemoStreet, shown } from '../support/demo-street'
import { type Script, scriptsOfToday } from '../support/first-route'

let street: DemoStreet
let scripts: readonly Script[]

beforeAll(async () => {
  street = await openDemoStreet()
  const { context, page } = await street.open()
  await enterAs(page, await street.person('grid'))
  await shown(page, '#go-on').waitFor()
  const storageState = await context.storageState()
  await context.close()
  // Signed in, and nothing of the app in the browser yet.
  scripts = await scriptsOfToday(await street.browser.newContext({ storageState }), street.url)
}, 300_000)
afterAll(() => street?.close())

const KB = 1024

test('a browser that has nothing yet fetches 200 KB of scripts (gzip) at most until Today stands', () => {
  expect(scripts.length).toBeGreaterThan(2)
  const gzip = scripts.reduce((sum, script) => sum + script.gzip, 0)
  expect(gzip).toBeGreaterThan(100 * KB)
  expect(gzip).toBeLessThanOrEqual(200 * KB)
})

test('they come compressed: what the build packed is what is sent', () => {
  expect(scripts.filter(({ bytes, sent }) => sent > bytes / 2)).toEqual([])
})
