import Taro from '@tarojs/taro'
import { DAY } from '#domain/time'
import ConfirmPage from '../../src/police/confirm/index'
import FollowUpsPage from '../../src/police/follow-ups/index'
import { alert, attempt, dispatch } from '../support/case-drafts'
import { type Station, station } from './stage'

async function submittedBy(ground: Station, number: string, by: 'worker' | 'mine') {
  const id = await ground.does(ground.colleague, alert(number))
  await ground.does(ground.colleague, dispatch(id))
  await ground[by].sync()
  await ground.does(ground[by], attempt(id))
  return id
}

test('at a desk j and k walk the queue, Enter opens the confirmation beside it, and one’s own come last', async () => {
  window.matchMedia = () => ({ matches: true, addEventListener: () => {}, removeEventListener: () => {} }) as never
  const ground = station()
  const own = await submittedBy(ground, 'YJ-1', 'mine')
  const first = await submittedBy(ground, 'YJ-2', 'worker')
  const second = await submittedBy(ground, 'YJ-3', 'worker')
  const page = await ground.open(ConfirmPage)
  expect(page.all('.case-card').map(({ id }) => id)).toEqual([`case-${first}`, `case-${second}`, `case-${own}`])
  expect(page.find('#headline').textContent).toBe('2 件等您确认，1 件等另一位民警')
  expect(page.find('.pol-number').textContent).toBe('YJ-2')
  await page.key('j')
  expect(page.find('.pol-number').textContent).toBe('YJ-3')
  await page.key('Enter')
  await page.press('#act-save')
  expect(ground.mine.cases().find(({ row }) => row.id === second)?.row.state).toBe('confirmed')
  expect(page.find('.pol-number').textContent).toBe('YJ-1')
  Reflect.deleteProperty(window, 'matchMedia')
})

test('follow-ups are listed by day, overdue ones first; a new fraud opens the case again', async () => {
  const ground = station()
  const soon = await submittedBy(ground, 'YJ-1', 'worker')
  const later = await submittedBy(ground, 'YJ-2', 'worker')
  const confirm = (caseId: typeof soon, days: number) =>
    ground.does(ground.colleague, {
      type: 'dissuasion.confirm',
      body: { caseId, followUpAt: ground.world.now + days * DAY },
    })
  await confirm(soon, 1)
  await confirm(later, 30)
  ground.world.now += 2 * DAY
  const page = await ground.open(FollowUpsPage)
  expect(page.all('#group-overdue .case-card').map(({ id }) => id)).toEqual([`case-${soon}`])
  expect(page.all('#group-later .case-card').map(({ id }) => id)).toEqual([`case-${later}`])
  await page.press(`#case-${soon}`)
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({
    url: `/police/alert/index?unit=${ground.mine.account.unit}&id=${soon}`,
  })
})
