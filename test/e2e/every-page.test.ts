import { copyFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { casesAnswer } from '#contract/case-query'
import { inspectionsAnswer } from '#contract/inspection'
import { recordsAnswer } from '#contract/record-query'
import { reportsAnswer } from '#contract/report'
import { reviewsAnswer } from '#contract/review'
import { streetAnswer } from '#contract/street'
import { type DemoStreet, enterAs, openDemoStreet, pictures, seriousFaults } from '../support/demo-street'

let street: DemoStreet

beforeAll(async () => {
  street = await openDemoStreet()
}, 300_000)

afterAll(() => street?.close())

/** README shows these; `PICTURES=1 npm test -- e2e` takes them anew. */
const readmePictures = new Map([
  ['building-375-light.png', 'pictures/board.png'],
  ['day-1280-light.png', 'pictures/day.png'],
])

const modes = {
  light: { theme: 'light', senior: false },
  dark: { theme: 'dark', senior: false },
  senior: { theme: 'light', senior: true },
} as const
type Mode = keyof typeof modes
const everyMode = ['light', 'dark', 'senior'] as const

const sizes = {
  375: { width: 375, height: 812 },
  768: { width: 768, height: 1024 },
  1280: { width: 1280, height: 800 },
} as const
/** A page is loaded once in each mode, and its window is then drawn wider. */
const widths = { light: [375, 768, 1280], dark: [375, 1280], senior: [375] } as const

async function setMode(page: Page, mode: Mode): Promise<void> {
  // As Taro's storage keeps it on the web.
  const stored = JSON.stringify({ data: JSON.stringify({ ...modes[mode], location: false }) })
  await page.evaluate((value) => localStorage.setItem('settings', value), stored)
}

/** Until nothing is being fetched and the page has its title. */
async function go(page: Page, address: string): Promise<void> {
  await page.goto(`${street.url}/#/${address}`)
  await page.reload({ waitUntil: 'networkidle' })
  await page.locator('.screen-title:visible').last().waitFor()
}

/** Words that an untranslated label would leave. Worker's numbers are in capitals; a ledger's file is called by its ending. */
async function english(page: Page): Promise<readonly string[]> {
  const text = await page.locator('.screen:visible').last().innerText()
  return (text.match(/[a-z]{3,}/g) ?? []).filter((word) => word !== 'xlsx' && word !== 'csv')
}

/** Takes a picture at each width and says what is wrong with the page. */
async function look(page: Page, name: string, address: string, mode: Mode): Promise<readonly string[]> {
  const faults: string[] = []
  const [first] = widths[mode]
  await page.setViewportSize(sizes[first])
  await go(page, address)
  for (const width of widths[mode]) {
    await page.setViewportSize(sizes[width])
    await painted(page)
    const picture = path.join(pictures, `${name}-${width}-${mode}.png`)
    await page.screenshot({ path: picture })
    const forReadme = readmePictures.get(path.basename(picture))
    if (forReadme !== undefined && process.env.PICTURES === '1') copyFileSync(picture, path.join(__dirname, forReadme))
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    const found = [
      ...(overflow > 0 ? [`${overflow} px too wide`] : []),
      ...(await english(page)).map((word) => `English: ${word}`),
      ...(await seriousFaults(page)),
    ]
    faults.push(...found.map((fault) => `${name} at ${width}: ${fault}`))
  }
  return faults
}

/** Two frames after a change of size: the layout follows in the first. */
const painted = (page: Page) =>
  page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))))

const field = {
  today: 'pages/today/index',
  doors: 'pages/doors/index',
  tasks: 'pages/tasks/index',
  me: 'pages/me/index',
  outbox: 'pages/outbox/index',
  leaflet: 'pages/leaflet/index',
  activity: 'pages/activity/index',
  post: 'pages/activity/index?post=1',
  standing: 'pages/standing/index',
  roster: 'pages/roster/index',
  feedback: 'pages/feedback/index',
  card: 'pages/card/index',
  'card-check': 'pages/card-check/index',
  minutes: 'pages/minutes/index',
  service: 'pages/service/index',
  building: 'pages/building/index?id=b2',
}
const desk = {
  day: 'community/day/index',
  calendar: 'community/calendar/index',
  coverage: 'community/coverage/index',
  records: 'community/records/index',
  staff: 'community/staff/index',
  // Of a volunteer, with the certificate to take out.
  'service-of': 'pages/service/index?staff=qfy-s5',
  import: 'community/import/index',
  cases: 'community/cases/index',
  reports: 'community/reports/index',
  duties: 'community/duties/index',
  meetings: 'community/meetings/index?from=2020-01-01&to=2099-01-01',
  plan: 'community/plan/index',
  findings: 'community/findings/index',
  'unit-reviews': 'community/reviews/index',
}
const station = {
  inbox: 'police/inbox/index',
  confirm: 'police/confirm/index',
  'follow-ups': 'police/follow-ups/index',
  enter: 'police/enter/index',
  'import-alerts': 'police/import/index',
  'police-crime': 'police/crime/index',
  'me-officer': 'pages/me/index',
  'people-officer': 'account/people/index',
}
test.each(everyMode)(
  'no page of a worker has a serious fault, an overflow or an English word at any width, %s',
  async (mode) => {
    const { context, page } = await street.open()
    await setMode(page, mode)
    const faults = [
      ...(await look(page, 'welcome', 'pages/welcome/index', mode)),
      ...(await look(page, 'join', 'pages/join/index', mode)),
    ]
    await go(page, 'pages/welcome/index')
    await enterAs(page, await street.person('grid'))
    await page.locator('#tab-doors:visible').last().waitFor()
    const officer = await street.person('police', (name) => name === '唯亭派出所')
    const cases = await casesOf(await street.tokenOf(officer))
    const worker = await street.person('grid')
    const mine = (state: string) => {
      const found = cases.find((one) => one.state === state && one.workers.some(({ id }) => id === worker))
      return `?unit=qfy&id=${found?.id}`
    }
    const opened = {
      'task-new': `pages/case/index${mine('dispatched')}`,
      'task-under-way': `pages/case/index${mine('accepted')}`,
      attempt: `pages/attempt/index${mine('accepted')}`,
      cards: 'pages/cards/index',
    }
    for (const [name, address] of Object.entries({ ...field, ...opened }))
      faults.push(...(await look(page, name, address, mode)))
    expect(faults).toEqual([])
    await context.close()
  },
  600_000,
)

test.each(everyMode)(
  'no page of a secretary has a serious fault, an overflow or an English word at any width, %s',
  async (mode) => {
    const secretary = await street.person('secretary')
    const { body } = await street.ask(
      'query',
      { action: 'records', unit: 'qfy', before: null },
      await street.tokenOf(secretary),
    )
    const [first] = v.parse(recordsAnswer, body).records
    const faults: string[] = []
    const { context, page } = await street.open()
    await setMode(page, mode)
    await page.reload()
    await enterAs(page, secretary)
    await page.locator('#tab-coverage:visible').last().waitFor()
    const [one] = await casesOf(await street.tokenOf(secretary))
    const written = (await reportsOf('qfy', await street.tokenOf(secretary))).filter(({ id }) => id !== null)
    const opened = {
      record: `community/record/index?id=${first?.id}`,
      case: `community/case/index?id=${one?.id}`,
      'report-draft': `community/report/index?id=${written[0]?.id}`,
      'unit-review': `community/review/index?id=${(await reviewsOf('qfy', await street.tokenOf(secretary)))[0]?.id}`,
      'report-signed': `community/report/index?id=${written[1]?.id ?? written[0]?.id}`,
    }
    for (const [name, address] of Object.entries({ ...desk, ...opened }))
      faults.push(...(await look(page, name, address, mode)))
    expect(faults).toEqual([])
    await context.close()
  },
  600_000,
)

test.each(everyMode)(
  'no page of an officer has a serious fault, an overflow or an English word at any width, %s',
  async (mode) => {
    const officer = await street.person('police', (name) => name === '唯亭派出所')
    const cases = await casesOf(await street.tokenOf(officer))
    const of = (state: string) => `?unit=qfy&id=${cases.find((one) => one.state === state)?.id}`
    const faults: string[] = []
    const { context, page } = await street.open()
    await setMode(page, mode)
    await page.reload()
    await page.locator('#unit-唯亭派出所:visible').last().click()
    await enterAs(page, officer)
    await page.locator('#tab-inbox:visible').last().waitFor()
    const [review] = await reviewsOf('qfy', await street.tokenOf(officer))
    const opened = {
      alert: `police/alert/index${of('submitted')}`,
      dispatch: `police/dispatch/index${of('ready')}`,
      'police-review': `police/review/index?unit=qfy&id=${review?.id}`,
    }
    for (const [name, address] of Object.entries({ ...station, ...opened }))
      faults.push(...(await look(page, name, address, mode)))
    expect(faults).toEqual([])
    await context.close()
  },
  600_000,
)

test.each(everyMode)(
  'no page of the street has a serious fault, an overflow or an English word at any width, %s',
  async (mode) => {
    const clerk = await street.person('street', (name) => name === '唯亭街道')
    const faults: string[] = []
    const { context, page } = await street.open()
    await setMode(page, mode)
    await page.reload()
    await page.locator('#unit-唯亭街道:visible').last().click()
    await enterAs(page, clerk)
    await page.locator('#tab-street:visible').last().waitFor()
    const written = (await reportsOf('blq', await street.tokenOf(clerk))).filter(({ id }) => id !== null)
    const answered = (await reviewsOf('wtjd', await street.tokenOf(clerk))).find(({ state }) => state === 'answered')
    const campaign = await campaignOf('qfy', await street.tokenOf(clerk))
    const opened = {
      overview: 'street/overview/index',
      summaries: 'street/summaries/index',
      campaign: 'street/campaign/index',
      creation: 'street/creation/index',
      evaluation: 'street/evaluation/index',
      measure: `street/measure/index?unit=qfy&campaign=${campaign}&measure=days-met&window=campaign`,
      reviews: 'street/reviews/index',
      'street-review': `street/review/index?unit=${answered?.unit.id}&id=${answered?.id}`,
      street: 'street/home/index',
      matrix: 'street/matrix/index',
      settings: 'street/settings/index',
      crimes: 'street/crimes/index',
      rates: 'street/rates/index',
      inspections: 'street/inspections/index',
      'street-findings': 'street/findings/index',
      signals: 'street/signals/index',
      inspection: `street/inspection/index?id=${await inspectionOf(await street.tokenOf(clerk))}`,
      'import-figures': 'street/import/index',
      'street-roster': 'street/roster/index',
      'street-feedback': 'street/feedback/index',
      units: 'street/units/index',
      people: 'account/people/index',
      'people-of': 'account/people/index?unit=qfy',
      devices: 'account/devices/index',
      'street-unit': `street/unit/index?unit=blq&campaign=${await campaignOf('blq', await street.tokenOf(clerk))}`,
      plans: 'street/plans/index',
      'street-plan': `street/plan/index?unit=qfy&campaign=${campaign}`,
      'street-report': `street/report/index?unit=blq&id=${written[written.length - 1]?.id}`,
    }
    for (const [name, address] of Object.entries(opened)) faults.push(...(await look(page, name, address, mode)))
    expect(faults).toEqual([])
    await context.close()
  },
  600_000,
)

async function campaignOf(unit: string, token: string): Promise<string | undefined> {
  return v.parse(streetAnswer, (await street.ask('query', { action: 'street', unit }, token)).body).campaigns[0]?.id
}

async function reportsOf(unit: string, token: string): Promise<v.InferOutput<typeof reportsAnswer>['reports']> {
  const asked = { action: 'reports', unit, campaign: await campaignOf(unit, token) }
  return v.parse(reportsAnswer, (await street.ask('query', asked, token)).body).reports
}

async function reviewsOf(unit: string, token: string): Promise<v.InferOutput<typeof reviewsAnswer>['reviews']> {
  return v.parse(reviewsAnswer, (await street.ask('query', { action: 'reviews', unit }, token)).body).reviews
}

async function inspectionOf(token: string): Promise<string | undefined> {
  const { body } = await street.ask('query', { action: 'inspections', unit: 'wtjd' }, token)
  return v.parse(inspectionsAnswer, body).inspections[0]?.id
}

async function casesOf(token: string): Promise<v.InferOutput<typeof casesAnswer>['cases']> {
  const { body } = await street.ask('query', { action: 'cases', unit: 'qfy', before: null, open: true }, token)
  return v.parse(casesAnswer, body).cases
}
