import type { OperationId } from '#domain/ids'
import { DAY, HOUR } from '#domain/time'
import Outbox from '../../src/pages/outbox/index'
import { idAt } from '../support/operation-ids'
import { house, worker } from '../support/small-town'
import { idOf, visit } from '../support/sync-set-up'
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

const amend = (visitId: OperationId) =>
  ({ type: 'visit.amend', body: { visitId, reason: '更正', outcome: 'refused' } }) as const

/** The page, so long after a record was held by the cloud for another phone's. */
const afterWaiting = (time: number) =>
  openFieldPage(Outbox, {
    async before({ phone, world }) {
      phone.engine().save(amend(idAt(77)))
      await phone.engine().sync()
      // Asked again on the way, it still waits since it was first held.
      world.now += 2 * DAY
      await phone.engine().sync()
      world.now += time - 2 * DAY
    },
  })

test('a record that waited five days for another phone’s says so, how long it has been, and whom to ask', async () => {
  const early = await afterWaiting(5 * DAY - HOUR)
  expect(early.text()).toContain('云端等待前一条')
  expect(early.has('.record-overdue')).toBe(false)
  const late = await afterWaiting(5 * DAY)
  expect(late.find('.record-overdue').textContent).toContain('已等 5 天：前一条还在另一台手机上')
  expect(late.find('.record-overdue').textContent).toContain('告诉社区书记')
})

test('waiting for a record of the same phone that was sent back, it points there and to nobody else', async () => {
  const stage = await openFieldPage(Outbox, {
    async before({ cloud, phone, world }) {
      cloud.setScope(worker(1), [house(2)])
      const parent = idOf(phone.engine().save(visit(1, 1)))
      phone.engine().save({ ...amend(parent), after: parent })
      await phone.engine().sync()
      world.now += 5 * DAY
    },
  })
  expect(stage.find('.record-overdue').textContent).toContain('前一条就在这台手机上')
  expect(stage.text()).not.toContain('另一台手机')
})
