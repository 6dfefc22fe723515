import Outbox from '../../src/pages/outbox/index'
import { house, worker } from '../support/small-town'
import { visit } from '../support/sync-set-up'
import { openFieldPage } from './field-stage'

test('what was sent back says why, stays until its author decides, and can be sent again', async () => {
  const stage = await openFieldPage(Outbox)
  await stage.act(async () => {
    stage.cloud.setScope(worker(1), [house(2)])
    stage.phone.engine().save(visit(1, 1))
    await stage.phone.engine().sync()
  })
  expect(stage.text()).toContain('被退回 1 条')
  expect(stage.text()).toContain('不在您负责的楼栋内')
  await stage.act(async () => {
    stage.cloud.setScope(worker(1), [house(1), house(2)])
    await stage.phone.engine().sync()
  })
  await stage.press('.quarantine-ways .press:nth-child(2)')
  await stage.act(() => stage.phone.engine().sync())
  expect(stage.text()).toContain('最近送达 1 条')
  expect(stage.cloud.logLength()).toBe(1)
})
