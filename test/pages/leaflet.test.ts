import Leaflet from '../../src/pages/leaflet/index'
import { worker } from '../support/small-town'
import { type FieldStage, openFieldPage } from './field-stage'

const open = () => openFieldPage(Leaflet, { before: ({ cloud }) => cloud.issue(worker(1), 'flyer', 50) })
const bodies = ({ phone }: FieldStage) =>
  phone
    .engine()
    .records()
    .map(({ operation }) => operation.body)

test('within the stock nothing is asked', async () => {
  const stage = await open()
  expect(stage.text()).toContain('宣传单 · 手中 50')
  await stage.type('#place-text', '东门岗亭')
  await stage.press('#save-leaflet')
  expect(bodies(stage)).toMatchObject([{ kind: 'flyer', quantity: 10, place: '东门岗亭', audience: 'residents' }])
})

test('more than the stock asks why, then saves with the reason', async () => {
  const stage = await open()
  await stage.type('#place-text', '菜场口')
  for (let n = 0; n < 5; n++) await stage.press('#quantity-plus10')
  expect(stage.has('#over-stock')).toBe(true)
  await stage.press('#save-leaflet')
  expect(bodies(stage)).toHaveLength(0)
  expect(stage.text()).toContain('请先说明')
  await stage.press('#stock-reason-向同事借的')
  await stage.press('#save-leaflet')
  expect(bodies(stage)).toMatchObject([{ quantity: 60, reason: '向同事借的' }])
})
