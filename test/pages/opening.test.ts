import { attachEngine, attachEngines } from '#stores/field-store'
import Activity from '../../src/pages/activity/index'
import Building from '../../src/pages/building/index'
import Leaflet from '../../src/pages/leaflet/index'
import Outbox from '../../src/pages/outbox/index'
import { idAt } from '../support/operation-ids'
import { idOf, START, visit } from '../support/sync-set-up'
import { openFieldPage } from './field-stage'

/** A page that the app begins with, while the key of what lies on the device is being read. */
const form = {
  channel: 'street-stall',
  from: START - 3_600_000,
  to: START - 1_800_000,
  place: '社区活动室',
  audience: 30,
  note: '',
} as const

test('a form half filled is there once it can be read, though its page came before', async () => {
  const stage = await openFieldPage(Activity, {
    opening: true,
    before: ({ phone }) => phone.engine().saveForm('activity', form),
  })
  expect([stage.has('#activity-place'), stage.text()]).toEqual([false, expect.stringContaining('正在打开本机的记录')])
  await stage.act(() => attachEngine(stage.phone.engine()))
  expect(stage.find('#activity-place input')).toHaveProperty('value', '社区活动室')
  expect(stage.text()).not.toContain('正在打开')
})

test('a record to be mended is found by its page, though that came before', async () => {
  const body = { kind: 'flyer', quantity: 3 } as const
  const stage = await openFieldPage(Leaflet, {
    opening: true,
    params: { edit: idAt(1, 1) },
    before: ({ phone }) => void idOf(phone.engine().save({ type: 'leaflet.return', body })),
  })
  await stage.act(() => attachEngine(stage.phone.engine()))
  expect(stage.text()).toContain('修改后重发')
  expect(stage.text()).toContain('退回')
})

test('a board asks for its doors once there is whom to ask', async () => {
  const stage = await openFieldPage(Building, { opening: true })
  expect(stage.text()).not.toContain('不在本机')
  await stage.act(() => attachEngine(stage.phone.engine()))
  expect(stage.text()).toContain('101')
})

test('what no key opens is said where records are looked for, and what to do', async () => {
  const stage = await openFieldPage(Outbox, {
    before: ({ phone }) => void phone.engine().save(visit(1, 1)),
  })
  await stage.act(() => {
    attachEngines([stage.phone.engine()], 2)
  })
  expect(stage.text()).toContain('本机有 2 条加了密的记录或草稿')
  expect(stage.text()).toContain('没有丢')
})
