import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import * as v from 'valibot'
import { pullAnswer } from '#contract/pull'
import { pushAnswer } from '#contract/push'
import { recordsAnswer } from '#contract/record-query'
import { reportAnswer, reportsAnswer } from '#contract/report'
import { streetAnswer } from '#contract/street'
import { HOUR, startOfDay } from '#domain/time'
import { type DemoStreet, enterAs, openDemoStreet, pictures, says, shown } from '../support/demo-street'

let street: DemoStreet

beforeAll(async () => {
  street = await openDemoStreet()
}, 300_000)

afterAll(() => street?.close())

const unit = 'qfy'

/** The unit's newest report, which the demonstration leaves to be signed. */
async function newest(token: string) {
  const told = v.parse(streetAnswer, (await street.ask('query', { action: 'street', unit }, token)).body)
  const campaign = told.campaigns[0]?.id
  const { body } = await street.ask('query', { action: 'reports', unit, campaign }, token)
  const found = v.parse(reportsAnswer, body).reports.find(({ id }) => id !== null)
  if (found === undefined) throw new Error('the demonstration has no report')
  return found
}

async function reportNow(id: string | null, token: string) {
  return v.parse(reportAnswer, (await street.ask('query', { action: 'report', unit, id }, token)).body)
}

/** As a phone that lay in a drawer: a visit of the report's last evening comes only now. */
async function lateVisit(due: string): Promise<void> {
  const worker = await street.person('grid')
  const token = await street.tokenOf(worker)
  const device = uuidv7()
  const asked = { protocol: 2, unit, device, pending: 0 }
  const { body } = await street.ask('sync', { action: 'pull', ...asked, cursor: null, scope: null }, token)
  const { changes } = v.parse(pullAnswer, body)
  const building = changes.find((change) => change.kind === 'building')?.row.id
  const at = startOfDay(due as Parameters<typeof startOfDay>[0]) + 19 * HOUR
  const operation = {
    id: uuidv7(),
    unit,
    author: worker,
    device,
    at,
    elapsed: 1000,
    offset: 0,
    type: 'visit.log',
    body: { doorId: `${building}-1`, startedAt: at - 60_000, outcome: 'met', adults: 1 },
  }
  const pushed = await street.ask('sync', { action: 'push', ...asked, operations: [operation] }, token)
  expect(v.parse(pushAnswer, pushed.body).outcomes).toEqual([expect.objectContaining({ kind: 'applied' })])
}

test('a report’s figure leads to its records; it is signed; a late record amends it and the signed hash stays', async () => {
  const secretary = await street.person('secretary')
  const token = await street.tokenOf(secretary)
  const { id, due, from, to } = await newest(token)
  const before = await reportNow(id, token)
  expect(before.state).toBe('draft')

  const { context, page } = await street.open(1280, 900)
  await enterAs(page, secretary)
  await shown(page, '#tab-coverage').waitFor()
  await page.goto(`${street.url}/#/community/reports/index`)
  await page.reload()
  await shown(page, `#report-${due}`).click()
  await shown(page, '#narrative').waitFor()
  await page.screenshot({ path: path.join(pictures, 'report-draft-1280.png'), fullPage: true })

  // From the figure to its rows, which are as many.
  await shown(page, '#figure-handOuts').click()
  await says(page, `已列 ${before.figures.handOuts} 条`)
  const filter = { from, to, counted: true, kind: 'hand-out' }
  const rows = await street.ask('query', { action: 'records', unit, ...filter, before: null }, token)
  expect(v.parse(recordsAnswer, rows.body).records).toHaveLength(before.figures.handOuts)
  await page.goBack()
  await shown(page, '#narrative').waitFor()

  // What is written is kept at every letter, also over a reload.
  await shown(page, '#problems textarea').fill('晚上七点以后才有人在家，白天走访多为无人。')
  await page.reload()
  await shown(page, '#problems textarea').waitFor()
  expect(await shown(page, '#problems textarea').inputValue()).toContain('晚上七点')

  await shown(page, '#sign').click()
  await shown(page, '#confirm-sign').click()
  await shown(page, '#signed-hash').waitFor()
  const signed = await reportNow(id, token)
  const [version] = signed.content.versions
  if (version === undefined) throw new Error('not signed')
  expect(version.problems).toContain('晚上七点')
  expect(version.narrative).toContain(`入户走访 ${version.figures.visits} 户次`)
  expect(await shown(page, '#signed-hash').innerText()).toContain(version.hash.toUpperCase())

  await lateVisit(due)
  await page.reload()
  await shown(page, '#open-changes').waitFor()
  expect(await shown(page, '#open-changes').innerText()).toContain(
    `${version.figures.visits} → ${version.figures.visits + 1}`,
  )
  expect(await shown(page, '#signed-hash').innerText()).toContain(version.hash.toUpperCase())
  await page.screenshot({ path: path.join(pictures, 'report-amended-1280.png'), fullPage: true })
  await shown(page, '#open-amend').click()
  await shown(page, '#amend-note input').fill('一台手机补传')
  await shown(page, '#confirm-amend').click()
  await says(page, '签发更正：一台手机补传')
  const amended = await reportNow(id, token)
  expect(amended.content.versions).toEqual([version])
  expect(amended.content.amendments).toHaveLength(1)
  await context.close()
}, 300_000)

test('the street sees what came and what is missing, reminds once, receives and sends back', async () => {
  const isStreet = (name: string) => name === '唯亭街道'
  const clerk = await street.person('street', isStreet)
  const { context, page } = await street.open(1280, 900)
  await shown(page, '#unit-唯亭街道').click()
  await enterAs(page, clerk)
  await shown(page, '#go-matrix').click()
  await says(page, '按时报送')
  await page.screenshot({ path: path.join(pictures, 'matrix-1280.png'), fullPage: true })
  const remind = page.locator('[id^="remind-"]:visible').first()
  const reminded = `#${await remind.getAttribute('id')}`
  await remind.click()
  await says(page, '今天已提醒')
  expect(await shown(page, reminded).innerText()).toBe('今天已提醒')
  await shown(page, `#unit-${unit}`).click()
  await shown(page, '#accept').waitFor()
  await shown(page, '#open-return').click()
  await shown(page, '#return-reason input').fill('请写下一步打算')
  await shown(page, '#confirm-return').click()
  await says(page, '退回：请写下一步打算')
  await context.close()
}, 300_000)
