import { MINUTE } from '#domain/time'
import InboxPage from '../../src/police/inbox/index'
import { accept, alert, attempt, dispatch } from '../support/case-drafts'
import { officer } from '../support/small-town'
import { station } from './stage'

const numbersIn = (texts: readonly HTMLElement[]) => texts.map(({ id }) => id)

test('what is overdue comes first, then what has to be done, each by its deadline; nothing is listed twice', async () => {
  const ground = station()
  const urgent = await ground.does(ground.colleague, alert('YJ-1', { level: 'urgent' }))
  ground.world.now += 5 * MINUTE
  const low = await ground.does(ground.colleague, alert('YJ-2', { level: 'low' }))
  const high = await ground.does(ground.colleague, alert('YJ-3', { level: 'high' }))
  const sent = await ground.does(ground.colleague, alert('YJ-4', { level: 'high' }))
  await ground.does(ground.colleague, dispatch(sent))
  const taken = await ground.does(ground.colleague, alert('YJ-5', { level: 'high' }))
  await ground.does(ground.colleague, dispatch(taken))
  await ground.worker.sync()
  await ground.does(ground.worker, accept(taken))
  ground.world.now += 6 * MINUTE
  const page = await ground.open(InboxPage)
  expect(numbersIn(page.all('[id^="group-"]'))).toEqual([
    'group-overdue',
    'group-entered',
    'group-dispatched',
    'group-accepted',
  ])
  expect(numbersIn(page.all('#group-overdue .case-card'))).toEqual([`case-${urgent}`])
  expect(numbersIn(page.all('#group-entered .case-card'))).toEqual([`case-${high}`, `case-${low}`])
  expect(numbersIn(page.all('#group-dispatched .case-card'))).toEqual([`case-${sent}`])
  expect(numbersIn(page.all('#group-accepted .case-card'))).toEqual([`case-${taken}`])
  expect(page.all('.case-card')).toHaveLength(5)
})

test('the first line says how many are overdue and how many fall due within ten minutes', async () => {
  const ground = station()
  await ground.does(ground.colleague, alert('YJ-1', { level: 'urgent' }))
  ground.world.now += 5 * MINUTE
  await ground.does(ground.colleague, alert('YJ-2', { level: 'urgent' }))
  await ground.does(ground.colleague, alert('YJ-3', { level: 'low' }))
  ground.world.now += 6 * MINUTE
  const page = await ground.open(InboxPage)
  expect(page.find('#headline').textContent).toBe('1 件已超时，1 件 10 分钟内到期')
})

test('我带队 leaves only what this officer leads', async () => {
  const ground = station()
  await ground.does(ground.colleague, alert('YJ-1'))
  const mine = await ground.does(ground.colleague, alert('YJ-2'))
  await ground.does(ground.colleague, dispatch(mine))
  const page = await ground.open(InboxPage)
  expect(page.all('.case-card')).toHaveLength(2)
  await page.press('#filter-mine')
  expect(numbersIn(page.all('.case-card'))).toEqual([`case-${mine}`])
  expect(officer(1)).toBe('qfy-p1')
})

test('a confirmed meeting leaves the open ones and can still be unfolded', async () => {
  const ground = station()
  const id = await ground.does(ground.colleague, alert('YJ-1'))
  await ground.does(ground.colleague, dispatch(id))
  await ground.worker.sync()
  await ground.does(ground.worker, attempt(id))
  await ground.does(ground.colleague, { type: 'dissuasion.confirm', body: { caseId: id, followUpAt: null } })
  const page = await ground.open(InboxPage)
  expect(page.find('#headline').textContent).toBe('没有在办的预警')
  expect(page.has('.case-card')).toBe(false)
  await page.press('#show-ended')
  expect(numbersIn(page.all('.case-card'))).toEqual([`case-${id}`])
})
