import type { OperationOf } from '../../src/contract/operation'
import Building from '../../src/pages/building/index'
import { door } from '../support/small-town'
import { START } from '../support/sync-set-up'
import { type FieldStage, openFieldPage } from './field-stage'

const board = (number: number) => `#door-${door(1, number)}`
const operations = ({ phone }: FieldStage) =>
  phone
    .engine()
    .records()
    .map(({ operation }) => operation)
const labelOf = (stage: FieldStage, number: number) => stage.find(board(number)).getAttribute('aria-label')

test('two taps log a door: the door, then the outcome', async () => {
  const stage = await openFieldPage(Building)
  await stage.press(board(1))
  stage.world.now += 40_000
  await stage.press('#outcome-met')
  const [log] = operations(stage) as [OperationOf<'visit.log'>]
  expect(log).toMatchObject({
    type: 'visit.log',
    body: { doorId: door(1, 1), outcome: 'met', startedAt: START + log.body.startedAt - START },
  })
  expect(log.at - log.body.startedAt).toBeGreaterThanOrEqual(40_000)
  expect(stage.has('#sheet')).toBe(false)
  expect(labelOf(stage, 1)).toBe('101 见面，已存本机')
  expect(stage.find('#tally').textContent).toContain('1/ 8 户已走访 · 见面 1')
})

test('what was just saved can be taken back, and the door is as it was', async () => {
  const stage = await openFieldPage(Building)
  await stage.press(board(2))
  await stage.press('#outcome-refused')
  await stage.press('#undo')
  expect(operations(stage).map(({ type }) => type)).toEqual(['visit.undo', 'visit.log'])
  expect(labelOf(stage, 2)).toContain('未走访')
  expect(stage.has('#undo')).toBe(false)
})

test('a full storage keeps the sheet, says so, and stores nothing', async () => {
  const stage = await openFieldPage(Building)
  await stage.press(board(1))
  stage.disk.limit = 0
  await stage.press('#outcome-met')
  expect(stage.find('#sheet [role=alert]').textContent).toContain('还没有保存')
  expect(operations(stage)).toHaveLength(0)
  stage.disk.limit = Number.POSITIVE_INFINITY
  await stage.press('#outcome-met')
  expect(operations(stage)).toHaveLength(1)
})

test('details are added to the visit just saved, and repeated at the next door in one tap', async () => {
  const stage = await openFieldPage(Building)
  await stage.press(board(1))
  await stage.press('#outcome-met')
  await stage.press('#more')
  await stage.press('#form-topic-rebate-tasks')
  await stage.press('#form-adults-plus')
  await stage.press('#save-details')
  await stage.press(board(2))
  expect(stage.find('#same-as-last').textContent).toBe('同上一户（见面 · 2 人 · 刷单返利）')
  await stage.press('#same-as-last')
  const [second, amend] = operations(stage)
  expect(second?.body).toMatchObject({ doorId: door(1, 2), outcome: 'met', adults: 2, topics: ['rebate-tasks'] })
  expect(amend?.body).toMatchObject({ reason: '补充', adults: 2 })
})

test('a correction of one’s own visit asks why', async () => {
  const stage = await openFieldPage(Building)
  await stage.press(board(1))
  await stage.press('#outcome-met')
  await stage.press(board(1))
  await stage.press('#amend')
  await stage.press('#form-outcome-nobody')
  await stage.press('#save-details')
  expect(stage.find('#sheet [role=alert]').textContent).toContain('原因')
  await stage.press('#reason-点错了')
  await stage.press('#save-details')
  expect(operations(stage)[0]?.body).toMatchObject({ outcome: 'nobody', reason: '点错了' })
  expect(labelOf(stage, 1)).toContain('无人')
})

test('a form half filled is there again after the app was killed', async () => {
  const first = await openFieldPage(Building)
  await first.press(board(3))
  await first.press('#with-details')
  await first.press('#form-topic-fake-loan')
  const draft = first.phone.engine().form('visit')
  const again = await openFieldPage(Building, {
    params: { draft: '1' },
    before: ({ phone }) => phone.engine().saveForm('visit', draft),
  })
  expect(again.find('#sheet').getAttribute('aria-label')).toBe('1幢 1单元 103')
  expect(again.find('#form-topic-fake-loan').getAttribute('aria-checked')).toBe('true')
})

test('several doors are picked and get one outcome', async () => {
  const stage = await openFieldPage(Building)
  await stage.press('#pick-mode')
  await stage.press('#floor-2')
  await stage.press(board(1))
  await stage.press('#outcome-nobody')
  expect(operations(stage)).toHaveLength(5)
  await stage.press('#undo')
  expect(stage.find('#tally').textContent).toContain('0/ 8 户已走访')
})

test.each([
  ['commercial', 'board-shops', '101 未走访'],
  ['dormitory', 'board-rooms', '101 未走访'],
  ['residential', 'board-flats', '101 未走访'],
] as const)('draws a %s building by its own template', async (kind, look, label) => {
  const stage = await openFieldPage(Building, { kind })
  expect(stage.find('#board').className).toContain(look)
  expect(labelOf(stage, 1)).toBe(label)
  const floors = [...document.querySelectorAll('.floor-word')].map((floor) => floor.textContent)
  expect(floors).toEqual(['2F', '1F'])
})
