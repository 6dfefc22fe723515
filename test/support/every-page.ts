import { copyFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { casesAnswer } from '#contract/case-query'
import { inspectionsAnswer } from '#contract/inspection'
import { reportsAnswer } from '#contract/report'
import { reviewsAnswer } from '#contract/review'
import { streetAnswer } from '#contract/street'
import { type DemoStreet, pictures, seriousFaults } from './demo-street'
import { reloadSettled } from './page-settled'

/** README shows these; `PICTURES=1 npm test -- e2e` takes them anew. */
const readmePictures = new Map([
  ['building-375-light.png', 'board.png'],
  ['day-1280-light.png', 'day.png'],
])

const modes = {
  light: { theme: 'light', senior: false },
  dark: { theme: 'dark', senior: false },
  senior: { theme: 'light', senior: true },
} as const
export type Mode = keyof typeof modes
export const everyMode = ['light', 'dark', 'senior'] as const

const sizes = {
  375: { width: 375, height: 812 },
  768: { width: 768, height: 1024 },
  1280: { width: 1280, height: 800 },
} as const
/** A page is loaded once in each mode, and its window is then drawn wider. */
const widths = { light: [375, 768, 1280], dark: [375, 1280], senior: [375] } as const
/** Dark is light in other colours: the same elements, which the look at light judges at the same widths for all else. */
const judged = { light: 'everything', dark: 'colours', senior: 'everything' } as const

export async function setMode(page: Page, mode: Mode): Promise<void> {
  // As Taro's storage keeps it on the web.
  const stored = JSON.stringify({ data: JSON.stringify({ ...modes[mode], location: false }) })
  await page.evaluate((value) => localStorage.setItem('settings', value), stored)
}

/** Loaded anew at that address. Put there without the app's knowing, which would draw the page a first time for nobody. */
export async function go(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => history.replaceState(null, '', hash), `#/${address}`)
  await reloadSettled(page)
}

/** Words that an untranslated label would leave. Worker's numbers are in capitals; a ledger's file is called by its ending. */
async function english(page: Page): Promise<readonly string[]> {
  const text = await page.locator('.screen:visible').last().innerText()
  return (text.match(/[a-z]{3,}/g) ?? []).filter((word) => word !== 'xlsx' && word !== 'csv')
}

/** Takes a picture at each width and says what is wrong with the pages, by name and address. */
export async function look(
  page: Page,
  addresses: Readonly<Record<string, string>>,
  mode: Mode,
): Promise<readonly string[]> {
  const faults: string[] = []
  for (const [name, address] of Object.entries(addresses)) faults.push(...(await lookAt(page, name, address, mode)))
  return faults
}

async function lookAt(page: Page, name: string, address: string, mode: Mode): Promise<readonly string[]> {
  const faults: string[] = []
  const [first] = widths[mode]
  await page.setViewportSize(sizes[first])
  await go(page, address)
  for (const width of widths[mode]) {
    await page.setViewportSize(sizes[width])
    await painted(page)
    const picture = path.join(pictures, `${name}-${width}-${mode}.png`)
    await takePicture(page, picture)
    const forReadme = readmePictures.get(path.basename(picture))
    if (forReadme !== undefined && process.env.PICTURES === '1')
      copyFileSync(picture, path.resolve(__dirname, '../e2e/pictures', forReadme))
    const found = [
      ...(await tooWide(page)),
      ...(await english(page)).map((word) => `English: ${word}`),
      ...(await seriousFaults(page, judged[mode])),
    ]
    faults.push(...found.map((fault) => `${name} at ${width}: ${fault}`))
  }
  return faults
}

/** For whoever looks at it. With two browsers on two cores one now and then owes its picture for ever; asked again it gives it. */
async function takePicture(page: Page, picture: string): Promise<void> {
  const timeout = 20_000
  await page.screenshot({ path: picture, timeout }).catch(async () => {
    await page.bringToFront()
    await painted(page)
    await page.screenshot({ path: picture, timeout })
  })
}

/** What stands out to the right. A page cuts it off, so the document itself is no wider for it; what scrolls sideways on purpose may be. */
function tooWide(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const scrolls = (one: Element | null): boolean =>
      one !== null && (['auto', 'scroll'].includes(getComputedStyle(one).overflowX) || scrolls(one.parentElement))
    const screen = [...document.querySelectorAll('.screen')].filter((one) => one.checkVisibility()).pop()
    const wide = [...(screen?.querySelectorAll('*') ?? [])].filter(
      (one) =>
        one.getBoundingClientRect().right > window.innerWidth + 1 &&
        one.checkVisibility() &&
        !scrolls(one.parentElement),
    )
    const [first] = wide
    return first === undefined
      ? []
      : [`${Math.round(first.getBoundingClientRect().right - window.innerWidth)} px too wide: ${first.className}`]
  })
}

/** Two frames after a change of size: the layout follows in the first. */
const painted = (page: Page) =>
  page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))))

export async function campaignOf(street: DemoStreet, unit: string, token: string): Promise<string | undefined> {
  return v.parse(streetAnswer, (await street.ask('query', { action: 'street', unit }, token)).body).campaigns[0]?.id
}

export async function reportsOf(
  street: DemoStreet,
  unit: string,
  token: string,
): Promise<v.InferOutput<typeof reportsAnswer>['reports']> {
  const asked = { action: 'reports', unit, campaign: await campaignOf(street, unit, token) }
  return v.parse(reportsAnswer, (await street.ask('query', asked, token)).body).reports
}

export async function reviewsOf(
  street: DemoStreet,
  unit: string,
  token: string,
): Promise<v.InferOutput<typeof reviewsAnswer>['reviews']> {
  return v.parse(reviewsAnswer, (await street.ask('query', { action: 'reviews', unit }, token)).body).reviews
}

export async function inspectionOf(street: DemoStreet, token: string): Promise<string | undefined> {
  const { body } = await street.ask('query', { action: 'inspections', unit: 'wtjd' }, token)
  return v.parse(inspectionsAnswer, body).inspections[0]?.id
}

export async function casesOf(street: DemoStreet, token: string): Promise<v.InferOutput<typeof casesAnswer>['cases']> {
  const { body } = await street.ask('query', { action: 'cases', unit: 'qfy', before: null, open: true }, token)
  return v.parse(casesAnswer, body).cases
}
