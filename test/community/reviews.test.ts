import Taro from '@tarojs/taro'
import DayPage from '../../src/community/day/index'
import ReviewPage from '../../src/community/review/index'
import ReviewsPage from '../../src/community/reviews/index'
import { idAt } from '../support/operation-ids'
import { answered, reviewNow, reviewSaid, reviewsSaid, untouched } from '../support/sample-reviews'
import { openPage, type Script, type Stage } from './stage'

const answers =
  (review: object, outcome: object = { kind: 'applied', seq: 1 }): Script =>
  (name, body) => {
    if (name === 'sync') return { kind: 'answer', body: { outcomes: [outcome], serverTime: reviewNow } }
    return body.action === 'review' || body.action === 'reviews' ? { kind: 'answer', body: review } : undefined
  }
const open = (review: object, outcome?: object): Promise<Stage> =>
  openPage(ReviewPage, { id: idAt(7) }, answers(review, outcome))
const pushed = (page: Stage) =>
  page.calls.filter(({ name }) => name === 'sync').map(({ body }) => (body.operations as Record<string, unknown>[])[0])

test('the day says how many reviews wait for the unit, and leads to them', async () => {
  const list = reviewsSaid({ overdue: true }, { id: idAt(8), returned: true }, { id: idAt(9), state: 'closed' })
  const page = await openPage(DayPage, {}, answers(list))
  expect(page.text()).toContain('! 逾期 1 起，退回 1 起')
  await page.press('逐案倒查')
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/community/reviews/index' })
})

test('its list opens a review; without crimes it says what will come here', async () => {
  const page = await openPage(ReviewsPage, {}, answers(reviewsSaid({})))
  await page.press('A2021-001')
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: `/community/review/index?id=${idAt(7)}` })
  expect((await openPage(ReviewsPage, {}, answers(reviewsSaid()))).text()).toContain('没有新发案件')
})

test('each line opens the record that it is', async () => {
  const page = await open(reviewSaid())
  await page.press('入户走访 ✓ 见面')
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: `/community/record/index?id=${idAt(13)}` })
  await page.press('横幅')
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({
    url: '/pages/standing/index?from=2021-04-01&to=2021-04-01',
  })
})

test('only what no record knows is asked; what the records say of the gap is chosen already', async () => {
  const page = await open(reviewSaid(untouched))
  await page.press('写答复')
  expect(page.find('#gap-not-visited').getAttribute('aria-checked')).toBe('true')
  expect(page.text()).toContain('已按记录选好')
  await page.press('交给街道审')
  expect(page.text()).toContain('请选案发前有没有当面或电话提醒过')
  await page.press('没有')
  await page.press('交给街道审')
  expect(page.text()).toContain('请写采取了什么措施')
  await page.type('#measure', ' 当晚上门安抚 ')
  await page.press('交给街道审')
  expect(pushed(page)).toEqual([
    expect.objectContaining({
      type: 'review.answer',
      unit: 'qfy',
      body: {
        paperId: idAt(7),
        reachedOn: null,
        gap: 'not-visited',
        measure: '当晚上门安抚',
        rectified: { kind: 'due', by: '2021-04-05' },
      },
    }),
  ])
})

test('where records show that somebody was met, nobody is asked about it, and the gap is the unit’s to say', async () => {
  const page = await open(reviewSaid())
  await page.press('写答复')
  expect(page.all('#reached-no')).toEqual([])
  await page.type('#measure', '当晚上门安抚')
  await page.press('交给街道审')
  expect(page.text()).toContain('请选问题出在哪里')
  await page.press('提醒过，仍然受骗')
  await page.press('已经整改')
  await page.press('交给街道审')
  expect(pushed(page)[0]?.body).toEqual({
    paperId: idAt(7),
    gap: 'warned',
    measure: '当晚上门安抚',
    rectified: { kind: 'done', on: '2021-03-29' },
  })
})

test('what came back says why above everything, and is answered anew from what was said', async () => {
  const returns = [{ at: reviewNow, by: '王立群', reason: '措施不具体' }]
  const page = await open(reviewSaid({ ...answered, state: 'open', returned: true, returns }))
  expect(page.find('[role="alert"]').textContent).toBe('王立群退回：措施不具体')
  await page.press('重新答复')
  expect(page.find('#gap-not-met').getAttribute('aria-checked')).toBe('true')
  await page.press('交给街道审')
  expect(pushed(page)[0]?.body).toMatchObject({ measure: '晚上再上门', gap: 'not-met' })
})

test('what was refused says why, and the form still has it all', async () => {
  const refused = {
    kind: 'rejected',
    problem: { code: 4093, title: '现在不能这样做', detail: '这起案件的倒查已经办结' },
  }
  const page = await open(reviewSaid(answered), refused)
  expect(page.text()).toContain('街道办结前可以修改')
  await page.press('修改答复')
  await page.press('交给街道审')
  expect(page.text()).toContain('没有生效：现在不能这样做：这起案件的倒查已经办结')
  expect(page.find('#gap-not-met').getAttribute('aria-checked')).toBe('true')
})

test('a closed one and a crime that was none are only read', async () => {
  for (const review of [
    reviewSaid({ ...answered, state: 'closed', closedAt: reviewNow }),
    reviewSaid({ counts: false }),
  ])
    expect((await open(review)).all('#answer')).toEqual([])
})
