import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { addDays, dayOf } from '../../../src/domain/time'
import { launchChromium, launchChromiumAt } from '../../support/chromium'
import { type Script, scriptsOfToday } from '../../support/first-route'
import { load } from '../machine'
import { type Grounds, onGrounds } from '../own-server'
import { type Spread, spreadOf } from '../percentiles'
import { figure, textTable } from '../text-table'
import type { Verdict } from '../verdict'
import { plant, VISITS_A_DAY, visitsOf } from '../walkers'
import { openBareBoard, tapBareDoors } from './bare-board'
import { boots, filledStorage } from './mini-program'
import { coldStarts, type Scrolled, scroll, tapDoors } from './on-the-web'
import { askedWho, type SignedIn, signedIn } from './signed-in'
import { tallCommunity } from './tall-community'
import { untilHeld, webPhone } from './web-phone'

export interface Phone {
  readonly suite: 'phone'
  readonly load: number
  readonly doors: number
  readonly scripts: readonly Script[]
  /** ms, on a processor slowed four times. */
  readonly web: Readonly<
    Record<
      'stands' | 'interactive' | 'heard' | 'sheet' | 'painted' | 'stored' | 'presentedSheet' | 'presentedState',
      Spread
    >
  >
  /** ms of the main thread's own time for them, which a busy machine does not lengthen. */
  readonly own: Readonly<Record<'interactive' | 'sheet' | 'painted', Spread>>
  readonly scrolled: Scrolled
  /** The same gestures over as many boxes without an app: what the machine is worth just now. */
  readonly bare: Scrolled
  /** ms of a tap there, slowed as much. */
  readonly bareTaps: Readonly<Record<'heard' | 'sheet' | 'painted', Spread>>
  /** ms of the built mini program in Node, not slowed. */
  readonly boot: Readonly<Record<'loaded' | 'drawn' | 'own', Spread>>
}

const whole = { towers: 22, visits: 1_254, starts: 11, doors: 20, flicks: 8, boots: 15 }
const small = { towers: 1, visits: 20, starts: 1, doors: 2, flicks: 2, boots: 1 }
const DOORS_OF = { tower: 132, houses: 88 }
/** The browser keeps what it compiled of a script from the second start on. */
const WARM_UPS = 3

const screen = { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true, locale: 'zh-CN' } as const

const root = path.resolve(__dirname, '../../..')

export async function phone(smoke: boolean): Promise<Phone> {
  const size = smoke ? small : whole
  build()
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-phone-'))
  try {
    return await onGrounds((grounds) => measured(grounds, size, folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** As they are shipped; nothing is done where they are new enough. */
function build(): void {
  const script = `const { buildTaro } = await import('./config/tasks/build-taro.mjs')
    for (const target of ['h5', 'weapp']) await buildTaro(target)`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
}

async function measured(grounds: Grounds, size: typeof whole, folder: string): Promise<Phone> {
  const doors = size.towers * DOORS_OF.tower + DOORS_OF.houses
  const first = addDays(dayOf(Date.now()), -1 - Math.ceil(size.visits / VISITS_A_DAY))
  const { host, filled } = await grounds.start(null, async (context) => {
    const [walker] = await plant(
      context,
      1,
      size.towers,
      first,
      ([one]) => (one === undefined ? [] : visitsOf(one, first, 0, size.visits, 1)),
      tallCommunity,
    )
    if (walker === undefined) throw new Error('no walker')
    return [await signedIn(context, walker), await signedIn(context, walker, true)] as const
  })
  const loadBefore = load()
  const web = await onTheWeb(host.url, await askedWho(host.url, filled[0]), doors, size, folder)
  const storage = path.join(folder, 'storage.json')
  await filledStorage(host.url, await askedWho(host.url, filled[1]), doors, storage)
  const { loaded, drawn, own } = boots(storage, size.boots)
  const boot = { loaded: spreadOf(loaded), drawn: spreadOf(drawn), own: spreadOf(own) }
  return { suite: 'phone', load: loadBefore, doors, ...web, boot }
}

async function onTheWeb(url: string, who: SignedIn, doors: number, size: typeof whole, folder: string) {
  const context = await launchChromiumAt(path.join(folder, 'profile'), screen)
  try {
    const held = await webPhone(context, url, who)
    const { page } = await held.open(false)
    await page.goto(url)
    await untilHeld(page, doors)
    const state = await context.storageState()
    await page.close()
    await coldStarts(held, url, WARM_UPS)
    const { stands, idle, own } = await coldStarts(held, url, size.starts)

    const { page: board, devtools } = await held.open(true)
    await board.goto(`${url}/#/pages/building/index?id=${boardOf(size.visits)}`)
    await board.locator('.door:visible').first().waitFor()
    await board.waitForTimeout(4_000)
    const scrolled = await scroll(board, devtools, size.flicks)
    const taps = await tapDoors(board, devtools, size.doors)
    await board.close()

    const { page: plain, devtools: plains } = await held.open(true)
    await openBareBoard(plain, url)
    const bare = await scroll(plain, plains, size.flicks)
    const bareTaps = await tapBareDoors(plain, plains, size.doors)

    const scripts = await scriptsOf(url, state)
    return {
      scripts,
      scrolled,
      bare,
      bareTaps: {
        heard: spreadOf(bareTaps.heard),
        sheet: spreadOf(bareTaps.sheet),
        painted: spreadOf(bareTaps.painted),
      },
      web: {
        stands: spreadOf(stands),
        interactive: spreadOf(idle),
        heard: spreadOf(taps.heard),
        sheet: spreadOf(taps.sheet),
        painted: spreadOf(taps.painted),
        stored: spreadOf(taps.stored),
        presentedSheet: spreadOf(taps.presentedSheet),
        presentedState: spreadOf(taps.presentedState),
      },
      own: {
        interactive: spreadOf(own),
        sheet: spreadOf(taps.ownOfSheet),
        painted: spreadOf(taps.ownOfOutcome),
      },
    }
  } finally {
    await context.close()
  }
}

/** The tower that is half done: visits were logged door after door. */
const boardOf = (visits: number) => `b${Math.floor(visits / DOORS_OF.tower) + 1}`

/** Of somebody who is signed in, in a browser that has fetched nothing yet. */
async function scriptsOf(
  url: string,
  storageState: Awaited<ReturnType<import('playwright-core').BrowserContext['storageState']>>,
) {
  const browser = await launchChromium()
  try {
    return await scriptsOfToday(await browser.newContext({ storageState, ...screen }), url)
  } finally {
    await browser.close()
  }
}

const sumOf = (scripts: readonly Script[]) => scripts.reduce((sum, { gzip }) => sum + gzip, 0)

export function verdictsOf({ web, scrolled, scripts, boot }: Phone): readonly Verdict[] {
  const ms = (promise: string, value: number, target: number): Verdict => ({
    promise,
    value,
    unit: 'ms',
    target,
    wanted: 'at most',
  })
  return [
    {
      promise: 'scripts until Today stands, gzip',
      value: sumOf(scripts) / 1024,
      unit: 'KB',
      target: 200,
      wanted: 'at most',
    },
    ms('web, cold start to an interactive Today', web.interactive.p50, 1500),
    ms("web, a tap on a door to its sheet's picture", web.sheet.p50, 50),
    ms('web, a tap on an outcome to the painted state', web.painted.p50, 50),
    ms('web, a tap on an outcome to durable storage', web.stored.p50, 50),
    {
      promise: 'web, frames over 32 ms on a board of 33 × 4 doors',
      value: scrolled.late,
      unit: '',
      target: 0,
      wanted: 'at most',
    },
    ms('mini program, boot to the first picture', boot.drawn.p50, 400),
  ]
}

export function tableOf({ doors, web, own, scrolled, bare, bareTaps, scripts, boot }: Phone): string {
  const row = (name: string, { p50, p95, runs }: Spread, thread?: Spread) => [
    name,
    figure(p50),
    figure(p95),
    `${runs}`,
    thread === undefined ? '' : figure(thread.p50),
  ]
  const times = textTable(
    ['', 'p50 ms', 'p95 ms', 'runs', 'processor ms'],
    [
      row('web: navigation → Today drawn', web.stands),
      row('web: navigation → nothing left to do', web.interactive, own.interactive),
      row('web: a tap → the page hears of it', web.heard),
      row('web: tap on a door → sheet drawn', web.sheet, own.sheet),
      row('… → on the screen (Event Timing)', web.presentedSheet),
      row('web: tap on an outcome → record stored', web.stored),
      row('web: tap on an outcome → board drawn', web.painted, own.painted),
      row('… → on the screen (Event Timing)', web.presentedState),
      row('as many boxes without an app: a tap → heard', bareTaps.heard),
      row('… on a door → sheet drawn', bareTaps.sheet),
      row('… on an outcome → board drawn', bareTaps.painted),
      row('mini program: boot → first page made', boot.loaded),
      row('mini program: boot → Today drawn', boot.drawn, boot.own),
    ],
  )
  const frames = textTable(
    ['scrolling', 'frames', 'longest ms', 'over 32 ms'],
    (
      [
        ['a board of 33 × 4 doors', scrolled],
        ['as many boxes without an app', bare],
      ] as const
    ).map(([name, { frames: count, longest, late }]) => [name, `${count}`, figure(longest), `${late}`]),
  )
  const files = textTable(
    ['script', 'KB', 'gzip KB'],
    [
      ...scripts.map(({ name, bytes, gzip }) => [name, figure(bytes / 1024), figure(gzip / 1024)]),
      ['sum', figure(scripts.reduce((sum, { bytes }) => sum + bytes, 0) / 1024), figure(sumOf(scripts) / 1024)],
    ],
  )
  return `${doors} doors on the device; web: processor slowed four times\n${times}\n${frames}\n${files}`
}
