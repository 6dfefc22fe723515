import type { TransportResult } from '#sync/ports'
import MinePage from '../../src/pages/feedback/index'
import MePage from '../../src/pages/me/index'
import StreetPage from '../../src/street/feedback/index'
import { idAt } from '../support/operation-ids'
import { now, openStreetPage } from './stage'

const said = (body: unknown): TransportResult => ({ kind: 'answer', body })
const one = (nth: number, more: object = {}) => ({
  id: idAt(nth),
  unit: { id: 'qfy', name: '青枫苑社区', kind: 'community' },
  kind: 'fault',
  state: 'open',
  words: '在地下车库一直显示“发送中”',
  by: { name: '周敏', role: 'grid' },
  at: now - 3_600_000,
  answer: null,
  ...more,
})
const answered = (nth: number, at: number) =>
  one(nth, { state: 'answered', answer: { words: '新版本已改好，请更新', by: '王立群', at } })
const list = (feedback: readonly object[]) => said({ feedback, more: false, asOf: now })
const applied = said({ outcomes: [{ kind: 'applied', seq: 1 }], serverTime: now })
const cloud =
  (feedback: readonly object[], push = applied) =>
  (name: string) =>
    name === 'sync' ? push : list(feedback)

test('the street sees who waits, answers in the unit’s own log, and the words stay when the sheet is shut', async () => {
  const page = await openStreetPage(StreetPage, cloud([one(20), answered(21, now)]))
  expect(page.text()).toContain('周敏（网格员） · 青枫苑社区')
  expect(() => page.find(`#feedback-${idAt(21)}`)).toThrow()
  await page.press(`#answer-${idAt(20)}`)
  await page.type('#answer-words', ' 已改好\r\n请更新 ')
  await page.press('.sheet-close')
  await page.press(`#answer-${idAt(20)}`)
  await page.press('#send-answer')
  const [sent] = page.calls.filter(({ name }) => name === 'sync')
  expect(sent?.body.operations).toMatchObject([
    { type: 'feedback.answer', unit: 'qfy', author: 'wtjd-s1', body: { paperId: idAt(20), words: '已改好\n请更新' } },
  ])
})

test('an answer that a colleague gave first is said, and one’s own words are still there', async () => {
  const problem = { code: 4093, title: '这一步现在不能做', detail: '同事已经答复过这一条，请刷新查看' }
  const refused = said({ outcomes: [{ kind: 'rejected', problem }], serverTime: now })
  const page = await openStreetPage(StreetPage, cloud([one(20)], refused))
  await page.press(`#answer-${idAt(20)}`)
  await page.type('#answer-words', '已改好')
  await page.press('#send-answer')
  expect(page.text()).toContain('没有生效：这一步现在不能做：同事已经答复过这一条，请刷新查看')
  expect(page.find('#send-answer').getAttribute('aria-disabled')).toBeNull()
})

test('an inspector is told where his own are, and answers nothing', async () => {
  const page = await openStreetPage(StreetPage, cloud([one(20)]), 'inspector')
  expect(page.text()).toContain('由街道专班答复')
  expect(page.calls).toEqual([])
})

test('anybody writes, knows before who will read it, and reads the answer', async () => {
  const page = await openStreetPage(MinePage, cloud([answered(21, now)]), 'leader')
  expect(page.text()).toContain('街道专班看得到，并在这里答复。请不要写居民的姓名、电话和住址。')
  expect(page.text()).toContain('新版本已改好，请更新街道答复 · 王立群')
  expect(page.find('#feedback-send').getAttribute('aria-disabled')).toBe('true')
  await page.press('#feedback-kind-complaint')
  await page.type('#feedback-words', '报表太多')
  await page.press('#feedback-send')
  const [sent] = page.calls.filter(({ name }) => name === 'sync')
  expect(sent?.body.operations).toMatchObject([
    { type: 'feedback.send', unit: 'wtjd', body: { kind: 'complaint', words: '报表太多' } },
  ])
})

test('an answer not seen yet is said on «我的», with how many there are', async () => {
  const page = await openStreetPage(MePage, cloud([answered(21, now), answered(22, now - 5), one(23)]))
  expect(page.find('#to-feedback').textContent).toContain('街道已答复您 2 条，请看')
})
