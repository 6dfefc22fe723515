import StaffPage from '../../src/community/staff/index'
import { openPage } from './stage'

const applied = { kind: 'answer' as const, body: { outcomes: [{ kind: 'applied', seq: 1 }], serverTime: 0 } }

async function opened() {
  const page = await openPage(StaffPage)
  page.script((name) => (name === 'sync' ? applied : undefined))
  const type = (selector: string, words: string) => {
    const event = new Event('input', { bubbles: true })
    Object.assign(event, { detail: { value: words } })
    page.find(selector).dispatchEvent(event)
    return page.settle()
  }
  const sent = () => page.calls.filter(({ name }) => name === 'sync').map(({ body }) => body.operations)
  return { page, type, sent }
}

test('what is left of each kind is worked out, and what runs low says so', async () => {
  const { page } = await opened()
  expect(page.text()).toContain('宣传单! 不足，请向街道领取 · 领入 500 · 发给人员 420 · 退回 10剩 90 份')
  expect(page.text()).toContain('提示贴纸领入 900 · 发给人员 100剩 800 份')
  expect(page.text()).toContain('少于 100 份提醒')
})

test('a delivery is entered; a slip is put right by less, and not without the reason', async () => {
  const { page, type, sent } = await opened()
  await page.press('登记领入')
  await type('#receive-quantity', '300')
  await page.press('领入 宣传单 300 份')
  await page.press('登记领入')
  await type('#receive-quantity', '-30')
  expect(page.find('#receive-save').textContent).toBe('请写明原因')
  expect(page.find('#receive-save').getAttribute('aria-disabled')).toBe('true')
  await type('#receive-note', '多写了')
  await page.press('减去 宣传单 30 份')
  expect(sent()).toMatchObject([
    [{ type: 'leaflet.receive', unit: 'qfy', body: { kind: 'flyer', quantity: 300 } }],
    [{ body: { kind: 'flyer', quantity: -30, note: '多写了' } }],
  ])
})

test('the secretary says from when on she wants to be reminded', async () => {
  const { page, type, sent } = await opened()
  await page.press('少于 100 份提醒')
  await type('#threshold-below', '250')
  await page.press('保存')
  expect(sent()).toMatchObject([[{ type: 'leaflet.threshold', body: { below: 250 } }]])
})
