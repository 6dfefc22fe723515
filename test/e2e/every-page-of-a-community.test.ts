import * as v from 'valibot'
import { recordsAnswer } from '#contract/record-query'
import { type DemoStreet, enterAs, openDemoStreet } from '../support/demo-street'
import { casesOf, everyMode, go, look, reportsOf, reviewsOf, setMode } from '../support/every-page'

let street: DemoStreet

beforeAll(async () => {
  street = await openDemoStreet()
}, 300_000)

afterAll(() => street?.close())

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

test.each(everyMode)(
  'no page of a worker has a serious fault, an overflow or an English word at any width, %s',
  async (mode) => {
    const { context, page } = await street.open()
    await setMode(page, mode)
    const faults = [...(await look(page, { welcome: 'pages/welcome/index', join: 'pages/join/index' }, mode))]
    await go(page, 'pages/welcome/index')
    await enterAs(page, await street.person('grid'))
    await page.locator('#tab-doors:visible').last().waitFor()
    const officer = await street.person('police', (name) => name === '唯亭派出所')
    const cases = await casesOf(street, await street.tokenOf(officer))
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
    faults.push(...(await look(page, { ...field, ...opened }, mode)))
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
    const [one] = await casesOf(street, await street.tokenOf(secretary))
    const written = (await reportsOf(street, 'qfy', await street.tokenOf(secretary))).filter(({ id }) => id !== null)
    const opened = {
      record: `community/record/index?id=${first?.id}`,
      case: `community/case/index?id=${one?.id}`,
      'report-draft': `community/report/index?id=${written[0]?.id}`,
      'unit-review': `community/review/index?id=${(await reviewsOf(street, 'qfy', await street.tokenOf(secretary)))[0]?.id}`,
      'report-signed': `community/report/index?id=${written[1]?.id ?? written[0]?.id}`,
    }
    faults.push(...(await look(page, { ...desk, ...opened }, mode)))
    expect(faults).toEqual([])
    await context.close()
  },
  600_000,
)
