import path from 'node:path'
import * as v from 'valibot'
import { staffAnswer } from '#contract/query'
import { type DemoStreet, enterAs, openDemoStreet, pictures, says, shown } from '../support/demo-street'

let street: DemoStreet

beforeAll(async () => {
  street = await openDemoStreet()
}, 300_000)

afterAll(() => street?.close())

test('leaflets go from the secretary to the worker to the gate; beyond the stock asks why, then it is saved and flagged', async () => {
  const [worker, secretary] = [await street.person('grid'), await street.person('secretary')]
  const token = await street.tokenOf(secretary)
  const handbooks = async () => {
    const { body } = await street.ask('query', { action: 'staff', unit: 'qfy' }, token)
    const own = v.parse(staffAnswer, body).staff.find(({ id }) => id === worker)
    const stock = own?.stock.find(({ kind }) => kind === 'handbook')
    if (own === undefined || stock === undefined) throw new Error('the worker has no handbooks')
    return { name: own.name, ...stock }
  }
  const before = await handbooks()

  const { context: office, page: desk } = await street.open(1280, 900)
  await enterAs(desk, secretary)
  await shown(desk, '#tab-coverage').waitFor()
  await desk.goto(`${street.url}/#/community/staff/index`)
  await desk
    .getByRole('button', { name: /发资料/ })
    .first()
    .click()
  await says(desk, `发资料给${before.name}`)
  await shown(desk, '#sheet').getByText('防骗手册', { exact: true }).last().click()
  await shown(desk, '#issue-quantity input').fill('50')
  await shown(desk, '#issue-save').click()
  // What the page says of people is like what it says of this: the server is asked until it has it.
  let issued = await handbooks()
  for (let tries = 0; tries < 60 && issued.issued === before.issued; tries++) {
    await new Promise((next) => setTimeout(next, 500))
    issued = await handbooks()
  }
  expect(issued.issued).toBe(before.issued + 50)
  await desk.screenshot({ path: path.join(pictures, 'staff-issued-1280.png') })
  await office.close()

  const inHand = issued.issued - issued.handedOut - issued.returned
  const { context, page } = await street.open()
  await enterAs(page, worker)
  await shown(page, '#hand-out').click()
  await shown(page, '#kind-handbook').waitFor()
  await says(page, `防骗手册 · 手中 ${inHand}`)
  // Four taps: place, kind, quantity, whom; then save.
  await shown(page, '#place-text input').fill('东门岗亭')
  await shown(page, '#kind-handbook').click()
  await shown(page, '.stepper-figure input').fill(String(inHand + 10))
  await shown(page, '#audience-residents').click()
  await shown(page, '#over-stock').waitFor()
  await page.screenshot({ path: path.join(pictures, 'over-stock-375.png'), fullPage: true })
  await shown(page, '#save-leaflet').click()
  await says(page, '请先说明')
  await shown(page, '#stock-reason-text input').fill('居委会现场补发')
  await shown(page, '#save-leaflet').click()
  for (let turn = 0; turn < 40 && (await handbooks()).handedOut === issued.handedOut; turn++)
    await page.waitForTimeout(250)
  const after = await handbooks()
  expect(after.handedOut).toBe(issued.handedOut + inHand + 10)
  expect(after.overStock).toBe(issued.overStock + 1)
  await context.close()
}, 300_000)
