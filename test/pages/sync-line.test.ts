import Today from '../../src/pages/today/index'
import { syncLine } from '../../src/words/sync-line'
import { START, visit } from '../support/sync-set-up'
import { openFieldPage } from './field-stage'

const idle = {
  running: false,
  pending: 0,
  quarantined: 0,
  lastDeliveredAt: null,
  offline: false,
  problem: null,
  locked: 0,
}

test.each([
  ['nothing yet', {}, '没有待发送的记录'],
  ['all delivered', { lastDeliveredAt: START }, '全部送达 · 上次送达 18:00'],
  ['waiting', { pending: 3, lastDeliveredAt: START }, '3 条待发送 · 上次送达 18:00'],
  ['on the way', { pending: 3, running: true }, '正在发送 3 条'],
  ['without a network', { pending: 3, offline: true }, '没有网络 · 3 条已存本机'],
  ['what can’t be opened', { locked: 2, lastDeliveredAt: START }, '2 条联网后打开 · 上次送达 18:00'],
  ['what can’t be opened without a network', { locked: 2, offline: true }, '没有网络 · 2 条联网后打开'],
  ['sent back', { quarantined: 1, pending: 2 }, '1 条被退回 · 2 条待发送'],
  ['stopped', { pending: 2, problem: { code: 4011, title: '登录已失效' } }, '登录已失效 · 2 条待发送'],
] as const)('tells the truth: %s', (_, facts, words) => {
  expect(syncLine({ ...idle, ...facts }, START).words).toBe(words)
})

test('today shows what is still on the phone, and then that it arrived', async () => {
  const stage = await openFieldPage(Today)
  await stage.act(() => stage.phone.engine().save(visit(1, 1)))
  expect(stage.find('#sync-line').textContent).toBe('1 条待发送')
  await stage.act(() => {
    stage.phone.fates.push('cut')
    return stage.phone.engine().sync()
  })
  expect(stage.find('#sync-line').textContent).not.toContain('全部送达')
  await stage.act(() => stage.phone.engine().sync())
  expect(stage.find('#sync-line').textContent).toContain('全部送达 · 上次送达 18:0')
  expect(stage.cloud.logLength()).toBe(1)
})
