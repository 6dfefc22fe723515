import type { CDPSession, Page } from 'playwright-core'
import { mainThread, type WebPhone } from './web-phone'

/** ms, one of each run. */
export interface ColdStarts {
  /** Until Today stands with its building to go on with, drawn. */
  readonly stands: readonly number[]
  /** Until then nothing is left to do for the main thread: whatever is tapped is answered. */
  readonly idle: readonly number[]
  /** Of it the main thread's own time, whoever else the machine works for. */
  readonly own: readonly number[]
}

export async function coldStarts(phone: WebPhone, url: string, runs: number): Promise<ColdStarts> {
  const stands: number[] = []
  const idle: number[] = []
  const own: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const { page, devtools } = await phone.open(true)
    const spent = await mainThread(devtools)
    await page.goto(url, { waitUntil: 'commit' })
    const ready = await page.evaluate<{ stands: number; idle: number }>('bench.ready')
    stands.push(ready.stands)
    idle.push(ready.idle)
    own.push(await spent())
    await page.close()
  }
  return { stands, idle, own }
}

/** ms from the finger's lift, one of each door. */
export interface Taps {
  readonly sheet: readonly number[]
  readonly painted: readonly number[]
  readonly stored: readonly number[]
  /** The browser's own word (Event Timing), for the sheet and for the state: with what comes after the main thread. */
  readonly presentedSheet: readonly number[]
  readonly presentedState: readonly number[]
  /** The main thread's own time of a tap, with what it does after the picture. */
  readonly ownOfSheet: readonly number[]
  readonly ownOfOutcome: readonly number[]
  /** Until the page first hears of the click, of both. */
  readonly heard: readonly number[]
}

/** ms after each tap, in which all that follows its picture is done. */
export const PAUSE = 800
/** A finger lies on the glass for that long. Lifted in the same moment, all that its touch is answered with would count as after its lift. */
const PRESS = 80

/** A board of 33 × 4 doors: a door's sheet, then its outcome, door after door, as a worker does it. */
export async function tapDoors(page: Page, devtools: CDPSession, doors: number): Promise<Taps> {
  const [sheet, painted, stored]: [number[], number[], number[]] = [[], [], []]
  const [ownOfSheet, ownOfOutcome]: [number[], number[]] = [[], []]
  const [presentedSheet, presentedState]: [number[], number[]] = [[], []]
  const heard: number[] = []
  const ids = await page.evaluate<string[]>(
    `[...document.querySelectorAll('.door-todo')].slice(0, ${doors}).map((door) => door.id)`,
  )
  if (ids.length < doors) throw new Error(`only ${ids.length} doors are left on the board`)
  for (const id of ids) {
    const door = `document.getElementById('${id}')`
    // The bar that offers to take back lies over the lower edge.
    await page.evaluate(`${door}.scrollIntoView({ block: 'center' })`)
    await page.waitForTimeout(PAUSE)
    const spentOnSheet = await mainThread(devtools)
    const opened = await tapped(page, devtools, `#${id}`, `bench.shown('#sheet') !== undefined`)
    sheet.push(opened.drawn)
    ownOfSheet.push(await spentOnSheet())
    await page.waitForTimeout(PAUSE)
    presentedSheet.push(await page.evaluate<number>('bench.presented'))
    const done = `bench.shown('#sheet') === undefined && ${door}.classList.contains('door-nobody')`
    const spentOnOutcome = await mainThread(devtools)
    const saved = await tapped(page, devtools, '#outcome-nobody', done)
    painted.push(saved.drawn)
    heard.push(opened.heard, saved.heard)
    ownOfOutcome.push(await spentOnOutcome())
    stored.push(await page.evaluate<number>('bench.storedAt - bench.tappedAt'))
    await page.waitForTimeout(PAUSE)
    presentedState.push(await page.evaluate<number>('bench.presented'))
  }
  return { sheet, painted, stored, presentedSheet, presentedState, ownOfSheet, ownOfOutcome, heard }
}

/** ms from the finger's lift on the element until the page hears of it, and until the first frame in which it holds has been drawn. */
export async function tapped(
  page: Page,
  devtools: CDPSession,
  selector: string,
  holds: string,
): Promise<{ readonly heard: number; readonly drawn: number }> {
  const box = await page.locator(`${selector}:visible`).last().boundingBox()
  if (box === null) throw new Error(`${selector} is not there`)
  const drawn = page.evaluate<number>(`bench.drawnAfterClick(() => ${holds})`)
  const touch = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [touch] })
  await page.waitForTimeout(PRESS)
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  const at = await drawn
  const [lifted, heard] = await page.evaluate<[number, number]>('[bench.tappedAt, bench.heardAt]')
  return { heard: heard - lifted, drawn: at - lifted }
}

export interface Scrolled {
  readonly frames: number
  readonly longest: number
  /** Frames over 32 ms. */
  readonly late: number
}

/** A thumb's flicks down the page and up again. */
export async function scroll(page: Page, devtools: CDPSession, flicks: number): Promise<Scrolled> {
  const frames: number[] = []
  for (let flick = 0; flick < flicks; flick += 1) {
    await page.evaluate('bench.record()')
    await devtools.send('Input.synthesizeScrollGesture', {
      x: 180,
      y: 500,
      yDistance: flick % 2 === 0 ? -1_000 : 1_000,
      speed: 1_600,
      gestureSourceType: 'touch',
    })
    frames.push(...(await page.evaluate<number[]>('bench.stop()')))
  }
  return {
    frames: frames.length,
    longest: Math.max(...frames),
    late: frames.filter((ms) => ms > 32).length,
  }
}
