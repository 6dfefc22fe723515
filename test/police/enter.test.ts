import Taro from '@tarojs/taro'
import EnterPage from '../../src/police/enter/index'
import { alert } from '../support/case-drafts'
import { type Page, said, station } from './stage'

const door = { id: 'b3-17', place: '青枫苑 3幢 1单元 902', exact: true }

async function fill(page: Page): Promise<void> {
  await page.type('#number', 'YJ-9')
  await page.press('#level-high')
  await page.press('#fraud-rebate-tasks')
  await page.type('#name', '王秀英')
  await page.type('#phone', '199 1234 1234')
  await page.type('#address', '青枫苑3幢902')
}

test('what is missing is named before anything is sent', async () => {
  const ground = station()
  const page = await ground.open(EnterPage)
  await page.type('#number', 'YJ-9')
  await page.press('#save')
  expect(page.find('[role="alert"]').textContent).toBe('请补全：等级、诈骗类型、姓名、电话（数字）、地址')
  expect(ground.mine.records()).toEqual([])
})

test('half an alert is there again when the page is opened anew', async () => {
  const ground = station()
  await fill(await ground.open(EnterPage))
  const again = await ground.open(EnterPage)
  expect(again.written('#number')).toBe('YJ-9')
  expect(again.written('#address')).toBe('青枫苑3幢902')
  expect(again.find('#level-high').getAttribute('aria-checked')).toBe('true')
})

test('the address offers doors; the labels follow the alert and name it', async () => {
  const ground = station()
  ground.script((_, body) => (body.action === 'match' ? said({ doors: [door], asOf: ground.world.now }) : undefined))
  const page = await ground.open(EnterPage)
  await fill(page)
  await page.act(() => new Promise((resolve) => setTimeout(resolve, 450)))
  await page.press('#door-b3-17')
  await page.press('#label-prior-record')
  await page.press('#save')
  const [label, entered] = ground.mine.records().map(({ operation }) => operation)
  expect(entered).toMatchObject({ type: 'alert.enter', body: { number: 'YJ-9', doorId: 'b3-17' } })
  // Delivered: who it is has left the desk.
  expect(JSON.stringify(entered)).not.toContain('19912341234')
  expect(label).toMatchObject({
    type: 'alert.label',
    after: entered?.id,
    body: { caseId: entered?.id, labels: ['prior-record'] },
  })
  expect(Taro.redirectTo).toHaveBeenLastCalledWith({
    url: `/police/alert/index?unit=${ground.mine.account.unit}&id=${entered?.id}`,
  })
  expect((await ground.open(EnterPage)).written('#number')).toBe('')
})

test('a number that was entered before is said, and the form stays as it is', async () => {
  const ground = station()
  await ground.does(ground.colleague, alert('YJ-9'))
  const page = await ground.open(EnterPage)
  await fill(page)
  await page.press('#save')
  expect(page.text()).toContain('没有录入：这个预警编号已经录入')
  expect(page.written('#name')).toBe('王秀英')
  expect(ground.mine.status().quarantined).toBe(0)
})
