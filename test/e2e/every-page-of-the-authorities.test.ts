import { type DemoStreet, enterAs, openDemoStreet } from '../support/demo-street'
import {
  campaignOf,
  casesOf,
  everyMode,
  inspectionOf,
  look,
  reportsOf,
  reviewsOf,
  setMode,
} from '../support/every-page'

let street: DemoStreet

beforeAll(async () => {
  street = await openDemoStreet()
}, 300_000)

afterAll(() => street?.close())

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
  'no page of an officer has a serious fault, an overflow or an English word at any width, %s',
  async (mode) => {
    const officer = await street.person('police', (name) => name === '唯亭派出所')
    const cases = await casesOf(street, await street.tokenOf(officer))
    const of = (state: string) => `?unit=qfy&id=${cases.find((one) => one.state === state)?.id}`
    const faults: string[] = []
    const { context, page } = await street.open()
    await setMode(page, mode)
    await page.reload()
    await page.locator('#unit-唯亭派出所:visible').last().click()
    await enterAs(page, officer)
    await page.locator('#tab-inbox:visible').last().waitFor()
    const [review] = await reviewsOf(street, 'qfy', await street.tokenOf(officer))
    const opened = {
      alert: `police/alert/index${of('submitted')}`,
      dispatch: `police/dispatch/index${of('ready')}`,
      'police-review': `police/review/index?unit=qfy&id=${review?.id}`,
    }
    faults.push(...(await look(page, { ...station, ...opened }, mode)))
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
    const written = (await reportsOf(street, 'blq', await street.tokenOf(clerk))).filter(({ id }) => id !== null)
    const answered = (await reviewsOf(street, 'wtjd', await street.tokenOf(clerk))).find(
      ({ state }) => state === 'answered',
    )
    const campaign = await campaignOf(street, 'qfy', await street.tokenOf(clerk))
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
      inspection: `street/inspection/index?id=${await inspectionOf(street, await street.tokenOf(clerk))}`,
      'import-figures': 'street/import/index',
      'street-roster': 'street/roster/index',
      'street-feedback': 'street/feedback/index',
      units: 'street/units/index',
      people: 'account/people/index',
      'people-of': 'account/people/index?unit=qfy',
      devices: 'account/devices/index',
      'street-unit': `street/unit/index?unit=blq&campaign=${await campaignOf(street, 'blq', await street.tokenOf(clerk))}`,
      plans: 'street/plans/index',
      'street-plan': `street/plan/index?unit=qfy&campaign=${campaign}`,
      'street-report': `street/report/index?unit=blq&id=${written[written.length - 1]?.id}`,
    }
    faults.push(...(await look(page, opened, mode)))
    expect(faults).toEqual([])
    await context.close()
  },
  600_000,
)
