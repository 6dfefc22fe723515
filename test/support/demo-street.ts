import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { uuidv7 } from 'uuidv7'
import * as v from 'valibot'
import { peopleAnswer } from '#contract/session'
import type { StaffId } from '#domain/ids'
import type { Role } from '#domain/staff'
import { launchChromium } from './chromium'
import { freePort, type HostProcess, startHost } from './host-process'

const root = path.resolve(__dirname, '../..')
/** Pictures of a run; git-ignored. */
export const pictures = path.join(root, 'test-results/e2e')

export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

/** The server as `npm start` starts it, on the embedded database with the demonstration street, and a real browser. */
export interface DemoStreet {
  readonly url: string
  readonly browser: Browser
  open(width?: number, height?: number): Promise<{ context: BrowserContext; page: Page }>
  /** A question to the server itself, past the app. */
  ask(name: string, body: object, token?: string): Promise<Answer>
  tokenOf(staff: StaffId): Promise<string>
  person(role: Role, isUnit?: (name: string) => boolean): Promise<StaffId>
  /** What the server's security policy kept the opened pages from; anything is a fault of the build. */
  readonly blocked: readonly string[]
  /** What the server has written, its most talkative logs included; empty for a server that ran already. */
  said(): string
  close(): Promise<void>
}

/** `E2E_URL` names a server that runs already. */
export async function openDemoStreet(): Promise<DemoStreet> {
  mkdirSync(pictures, { recursive: true })
  const data = mkdtempSync(path.join(tmpdir(), 'qiaomen-e2e-'))
  const given = process.env.E2E_URL
  const host: HostProcess | null =
    given === undefined
      ? await startHost(path.join(root, 'dist/host/main.cjs'), {
          PORT: String(await freePort()),
          DATA_DIR: data,
          QIAOMEN_MODE: 'demo',
          LOG_LEVEL: 'trace',
          // Limited as usual: what people do on these pages has to fit.
          RATE_LIMITS: '',
          WEB_ROOT: path.join(root, 'dist/h5'),
        })
      : null
  const url = given ?? host?.url ?? ''
  const browser = await launchChromium()
  const blocked: string[] = []

  const ask = async (name: string, body: object, token?: string): Promise<Answer> => {
    const response = await fetch(`${url}/fn/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: v.parse(v.record(v.string(), v.unknown()), await response.json()) }
  }

  return {
    url,
    browser,
    blocked,
    ask,
    async open(width = 375, height = 812) {
      const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN' })
      const page = await context.newPage()
      page.setDefaultTimeout(Number(process.env.E2E_WAIT ?? 60_000))
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) blocked.push(message.text())
      })
      await page.goto(url)
      return { context, page }
    },
    async tokenOf(staff) {
      const response = await fetch(`${url}/fn/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ action: 'demo', staff, device: uuidv7() }),
      })
      return accessIn(response)
    },
    async person(role, isUnit = (name) => name === '青枫苑社区') {
      const { people } = v.parse(peopleAnswer, (await ask('session', { action: 'people' })).body)
      const found = people.find((one) => one.role === role && isUnit(one.unitName))
      if (found === undefined) throw new Error(`the demonstration has no such ${role}`)
      return found.id
    },
    said: () => host?.said() ?? '',
    async close() {
      await browser.close()
      await host?.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** Over HTTP tokens come as cookies; a program may show the access token as a bearer's. */
export function accessIn(response: Response): string {
  const found = /^(?:__Secure-)?qm-access=([^;]+)/.exec(response.headers.getSetCookie()[0] ?? '')?.[1]
  if (found === undefined) throw new Error('no session was opened')
  return found
}

/** Taro keeps the pages of its stack in the document: the last visible one is the one that is seen. */
export const shown = (page: Page, selector: string) => page.locator(`${selector}:visible`).last()

export async function enterAs(page: Page, staff: string): Promise<void> {
  await shown(page, `#person-${staff}`).click()
}

/** Until the page shows it. */
export async function says(page: Page, words: string): Promise<void> {
  await page.waitForFunction((pattern) => new RegExp(pattern).test(document.body.innerText), words)
}

/** The rules of axe that ask for a colour; all others ask what the elements are and where. */
const colours = ['color-contrast', 'link-in-text-block']

/**
 * What axe calls serious or critical on the page as it stands. It has no frames, so axe need not open a page of its own to add up: a quarter of
 * the time.
 */
export async function seriousFaults(
  page: Page,
  judged: 'everything' | 'colours' = 'everything',
): Promise<readonly string[]> {
  // Under an image axe judges no contrast; what the mark leaves of it is calculated in test/components/screen-mark.
  await showMarks(page, false)
  // Half a megabyte of script: read anew at each look it costs as much as the judging.
  const isThere = await page.evaluate(() => 'axe' in window)
  const { violations } = await new AxeBuilder({ page, ...(isThere && { axeSource: ';' }) })
    .setLegacyMode(true)
    // The platform's own, which fades in and out over the page: half gone it has no contrast.
    .exclude('.taro__toast')
    .options({ resultTypes: ['violations'], ...(judged === 'colours' && { runOnly: colours }) })
    .analyze()
  await showMarks(page, true)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

function showMarks(page: Page, visible: boolean): Promise<void> {
  return page.evaluate(
    (display) => {
      for (const mark of document.querySelectorAll<HTMLElement>('.screen-mark')) mark.style.display = display
    },
    visible ? '' : 'none',
  )
}
