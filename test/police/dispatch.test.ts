import DispatchPage from '../../src/police/dispatch/index'
import { alert, dispatch } from '../support/case-drafts'
import { officer, unit, worker } from '../support/small-town'
import { said, station } from './stage'

const person = (id: string, role: 'grid' | 'volunteer' | 'police', more: object = {}) => ({
  id,
  role,
  name: `人员${id}`,
  number: id,
  near: false,
  load: 0,
  seenAt: null,
  onDuty: true,
  ...more,
})

function duty(now: number) {
  return {
    people: [
      person(worker(2), 'grid', { load: 0 }),
      person(worker(1), 'grid', { near: true, load: 1 }),
      person('qfy-far', 'grid', { near: true, load: 5 }),
      person('qfy-off', 'grid', { near: true, onDuty: false }),
      person('qfy-v1', 'volunteer'),
    ],
    officers: [person(officer(2), 'police'), person(officer(1), 'police')],
    asOf: now,
  }
}

test('the team that was chosen is sent: me in the lead and the near grid worker with the least in hand, unless changed', async () => {
  const ground = station()
  const id = await ground.does(ground.colleague, alert('YJ-1'))
  ground.script((_, body) => (body.action === 'duty' ? said(duty(ground.world.now)) : undefined))
  const page = await ground.open(DispatchPage, { unit, id })
  const on = () => page.all('.ppl-on').map((one) => one.id)
  expect(on()).toEqual([`leader-${officer(1)}`, `worker-${worker(1)}`])
  await page.press(`#leader-${officer(2)}`)
  await page.press(`#worker-${worker(1)}`)
  await page.press(`#worker-${worker(2)}`)
  await page.press('#dispatch')
  const sent = ground.mine.records().find(({ operation }) => operation.type === 'dissuasion.dispatch')
  expect(sent?.operation.body).toEqual({ caseId: id, leader: officer(2), workers: [worker(2)], companions: [] })
  expect(ground.mine.cases()[0]?.row.state).toBe('dispatched')
})

test('nobody who is off duty can be sent', async () => {
  const ground = station()
  const id = await ground.does(ground.colleague, alert('YJ-1'))
  ground.script((_, body) => (body.action === 'duty' ? said(duty(ground.world.now)) : undefined))
  const page = await ground.open(DispatchPage, { unit, id })
  await page.press('#worker-qfy-off')
  expect(page.find('#worker-qfy-off').getAttribute('aria-checked')).toBe('false')
  expect(page.find('#worker-qfy-off').textContent).toContain('不在岗')
})

test('says which deadlines will run', async () => {
  const ground = station()
  const id = await ground.does(ground.colleague, alert('YJ-1'))
  ground.script((_, body) => (body.action === 'duty' ? said(duty(ground.world.now)) : undefined))
  const page = await ground.open(DispatchPage, { unit, id })
  expect(page.find('#deadline').textContent).toContain('派发后 10 分钟内接单，接单后 2 小时内见到本人')
})

test('a case that a colleague has sent meanwhile offers no second dispatch', async () => {
  const ground = station()
  const id = await ground.does(ground.colleague, alert('YJ-1'))
  await ground.does(ground.colleague, dispatch(id))
  const page = await ground.open(DispatchPage, { unit, id })
  expect(page.has('#dispatch')).toBe(false)
  expect(page.text()).toContain('不用再派发')
})
