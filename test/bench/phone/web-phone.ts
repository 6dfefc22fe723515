import path from 'node:path'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import type { SignedIn } from './signed-in'

/** Of a phone of 375 px. */
const SLOWER = 4
const script = path.join(__dirname, 'in-page.js')

/** The web app in a browser that keeps what it stores and fetches, as a phone does. */
export interface WebPhone {
  readonly context: BrowserContext
  /** A new page on an empty one's process; slowed from its beginning where asked. */
  open(slow: boolean): Promise<{ readonly page: Page; readonly devtools: CDPSession }>
}

export async function webPhone(
  context: BrowserContext,
  url: string,
  { device, session, access, refresh }: SignedIn,
): Promise<WebPhone> {
  await context.addInitScript({ path: script })
  const cookie = { domain: new URL(url).hostname, httpOnly: true, sameSite: 'Strict' } as const
  await context.addCookies([
    { ...cookie, name: 'qm-access', value: access, path: '/fn' },
    { ...cookie, name: 'qm-refresh', value: refresh, path: '/fn/session' },
  ])
  // Before the app: on a page of the server that is no page of the app.
  const before = await context.newPage()
  await before.goto(`${url}/health`)
  await before.evaluate(
    ([d, s]) => {
      localStorage.setItem('device', JSON.stringify({ data: d }))
      localStorage.setItem('session', JSON.stringify({ data: s }))
    },
    [device, session] as const,
  )
  await before.close()
  return {
    context,
    async open(slow) {
      const page = await context.newPage()
      page.setDefaultTimeout(300_000)
      const devtools = await context.newCDPSession(page)
      if (slow) await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
      return { page, devtools }
    },
  }
}

/** Until every building that the phone takes along is on it. */
export async function untilHeld(page: Page, doors: number): Promise<void> {
  for (let turn = 0; turn < 120; turn += 1) {
    if ((await page.evaluate<number>('bench.held()')) >= doors) return
    await page.waitForTimeout(500)
  }
  throw new Error(`${await page.evaluate<number>('bench.held()')} of ${doors} doors are held`)
}

/** Begins to count; then ms of processor time that the page's main thread has used since, without what these tools asked of it. */
export async function mainThread(devtools: CDPSession): Promise<() => Promise<number>> {
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const used = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? 0
    return (of('TaskDuration') - of('DevToolsCommandDuration')) * 1000
  }
  const before = await used()
  return async () => (await used()) - before
}
