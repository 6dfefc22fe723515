import { MINUTE } from '#domain/time'
import type { TransportResult } from '#sync/ports'
import Card from '../../src/pages/card/index'
import CardCheck from '../../src/pages/card-check/index'
import { now, openStreetPage } from '../street/stage'

const code = 'qfy.AbCdEfGhIjKlMnOpQrStU_'
const said = (body: unknown): TransportResult => ({ kind: 'answer', body })
const asked = (page: Awaited<ReturnType<typeof openStreetPage>>) => page.calls.map(({ body }) => body)

test('a worker shows a code that says for how long it is good', async () => {
  const page = await openStreetPage(Card, () => said({ code, expiresAt: now + 10 * MINUTE, serverTime: now }))
  expect(page.find('#card-qr').getAttribute('aria-label')).toBe('工作证二维码')
  expect(page.find('#card-left').textContent).toContain('10 分钟内有效')
  expect(asked(page)).toEqual([{ action: 'card-code' }])
})

test('without a network it says so, and there is no code that would show nothing', async () => {
  const page = await openStreetPage(Card, () => ({ kind: 'not-sent' }))
  expect(() => page.find('#card-qr')).toThrow()
  expect(page.text()).toContain('网络')
})

test('whoever scans it sees unit, number and 在岗, or that he serves no longer', async () => {
  const card = { unitName: '青枫苑社区', number: 'QFY001', onDuty: true, serverTime: now }
  const page = await openStreetPage(CardCheck, () => said(card), 'street', { card: code })
  expect(asked(page)).toEqual([{ action: 'card', code }])
  expect(page.find('#card-state').textContent).toBe('✓ 在岗')
  for (const words of ['青枫苑社区', '工号 QFY001']) expect(page.text()).toContain(words)
  const stopped = await openStreetPage(CardCheck, () => said({ ...card, onDuty: false }), 'street', { card: code })
  expect(stopped.text()).toContain('✕ 已停用')
})

test('what is no code asks the cloud nothing', async () => {
  const page = await openStreetPage(CardCheck, () => said({}), 'street', { card: 'nonsense' })
  expect(page.calls).toEqual([])
  expect(page.text()).toContain('请扫工作人员手机上的工作证二维码')
})
