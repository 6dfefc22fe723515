import Taro from '@tarojs/taro'
import type { TransportResult } from '#sync/ports'
import PoliceReviewPage from '../../src/police/review/index'
import ReviewPage from '../../src/street/review/index'
import ReviewsPage from '../../src/street/reviews/index'
import { idAt } from '../support/operation-ids'
import { answered, reviewSaid, reviewsSaid } from '../support/sample-reviews'
import { now, openStreetPage } from './stage'

const said = (body: unknown): TransportResult => ({ kind: 'answer', body })
const at = { unit: 'qfy', id: idAt(7) }
const cloud =
  (review: object, outcome: object = { kind: 'applied', seq: 1 }) =>
  (name: string) =>
    name === 'sync' ? said({ outcomes: [outcome], serverTime: now }) : said(review)
const pushed = (page: Awaited<ReturnType<typeof openStreetPage>>) =>
  page.calls.filter(({ name }) => name === 'sync').map(({ body }) => (body.operations as Record<string, unknown>[])[0])

describe('the street’s list', () => {
  const list = reviewsSaid(
    { number: 'A1', overdue: true, due: '2021-04-12' },
    { id: idAt(8), number: 'A2', returned: true, unit: { id: 'blq', name: '白鹭桥社区', kind: 'community' } },
    { id: idAt(9), number: 'A3', state: 'answered' },
    ...Array.from({ length: 23 }, (_, nth) => ({ id: idAt(20 + nth), number: `B${nth}`, state: 'closed' })),
  )

  it('says whose review is late, sent back, waits for the street, in that order; old closed ones on demand', async () => {
    const page = await openStreetPage(ReviewsPage, cloud(list))
    expect(page.find('#review-counts').textContent).toBe('已逾期 1 · 待答复 1 · 待街道审 1 · 已办结 23')
    expect(page.find('#review-A1').textContent).toContain('! 已逾期')
    expect(page.find('#review-A1').textContent).toContain('4月12日前答复')
    expect(page.find('#review-A2').textContent).toContain('↩ 已退回')
    const order = ['青枫苑社区 · ', '白鹭桥社区 · ', '待街道审 1 起', '已办结 23 起'].map((word) =>
      page.text().indexOf(word),
    )
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(() => page.find('#review-B22')).toThrow()
    await page.press('#more-closed')
    expect(page.find('#review-B22').textContent).toContain('✓ 已办结')
  })

  it('opens one in its own unit, and shows one unit’s alone', async () => {
    const page = await openStreetPage(ReviewsPage, cloud(list))
    await page.press('#review-A2')
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: `/street/review/index?unit=blq&id=${idAt(8)}` })
    await page.press('.pick')
    await page.press('#sheet [role="radiogroup"] > :nth-child(2)')
    expect(page.find('#review-counts').textContent).toBe('待答复 1')
  })

  it('says that there is none yet, and is closed to a leader', async () => {
    expect((await openStreetPage(ReviewsPage, cloud(reviewsSaid()))).text()).toContain('还没有新发案件')
    expect((await openStreetPage(ReviewsPage, cloud(list), 'leader')).text()).toContain('登录后可查看')
  })
})

describe('a crime at a door that was visited twice', () => {
  it('lists both visits with the days before the crime and between them, what else was near, and what never was', async () => {
    const page = await openStreetPage(ReviewPage, cloud(reviewSaid()), 'street', at)
    expect(page.text()).toContain('案发前触及这一户 2 次，最近一次在 4 天前')
    expect(page.find('#touch-1').textContent).toContain('入户走访 ○ 无人')
    expect(page.find('#touch-1').textContent).toContain('案发前 4 天')
    expect(page.find('#touch-2').textContent).toContain('入户走访 ✓ 见面')
    expect(page.find('#touch-2').textContent).toContain('资料 2 份')
    expect(page.text()).toContain('此后到案发 4 天没有')
    expect(page.text()).toContain('中间 19 天没有')
    expect(page.text()).toContain('周边 1 条')
    expect(page.text()).toContain('预警此前没有')
    expect(page.text()).toContain('责任单位 青枫苑社区 · 4月18日前答复')
  })

  it('says all of a record that the street may know, where it may not open it', async () => {
    const page = await openStreetPage(ReviewPage, cloud(reviewSaid()), 'street', at)
    await page.press('#touch-2')
    expect(page.find('#sheet').textContent).toContain('3月18日')
    expect(page.find('#sheet').textContent).toContain(idAt(13).toUpperCase())
  })

  it('opens an alert on the officer’s own page', async () => {
    const [visit] = reviewSaid().touches
    const review = reviewSaid({ touches: [{ ...visit, kind: 'alert', reach: 'person', outcome: null }] })
    const page = await openStreetPage(PoliceReviewPage, cloud(review), 'police', at)
    await page.press('#touch-1')
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: `/police/alert/index?unit=qfy&id=${idAt(11)}` })
    expect(() => page.find('#ask-close')).toThrow()
  })

  it('shows the newest of its surroundings, and the others on demand', async () => {
    const [, banner] = reviewSaid().touches
    const touches = Array.from({ length: 13 }, (_, nth) => ({ ...banner, record: idAt(100 + nth) }))
    const page = await openStreetPage(ReviewPage, cloud(reviewSaid({ touches })), 'street', at)
    const lines = () => page.text().split('横幅').length - 1
    expect(page.text()).toContain('周边 13 条')
    expect(lines()).toBe(10)
    await page.press('#more-touches')
    expect(lines()).toBe(13)
  })

  it('says how many older ones of its surroundings are not listed', async () => {
    const page = await openStreetPage(ReviewPage, cloud(reviewSaid({ left: 41 })), 'street', at)
    expect(page.text()).toContain('周边 42 条')
    expect(page.text()).toContain('另有 41 条更早的，没有列出')
  })

  it('without a known door says so, and who can mend that', async () => {
    const review = reviewSaid({ place: { kind: 'address' }, placeWord: null, touches: [] })
    const page = await openStreetPage(ReviewPage, cloud(review), 'street', at)
    expect(page.text()).toContain('不知道是哪一户')
    expect(page.text()).toContain('请民警更正案件，补上门牌')
  })
})

describe('the street', () => {
  it('waits for an answer before it judges', async () => {
    const page = await openStreetPage(ReviewPage, cloud(reviewSaid()), 'street', at)
    expect(page.text()).toContain('等单位答复后再审')
    expect(() => page.find('#ask-close')).toThrow()
  })

  it('sends an answer back with a reason, in the unit’s log', async () => {
    const page = await openStreetPage(ReviewPage, cloud(reviewSaid(answered)), 'street', at)
    expect(page.text()).toContain('○ 限期整改：4月20日前')
    await page.press('#ask-return')
    expect(page.find('#confirm-return').getAttribute('aria-disabled')).toBe('true')
    await page.type('#return-reason', '措施不具体')
    await page.press('#confirm-return')
    expect(pushed(page)).toEqual([
      expect.objectContaining({
        type: 'review.return',
        unit: 'qfy',
        body: { paperId: idAt(7), reason: '措施不具体' },
      }),
    ])
  })

  it('closes after it was asked once more, and says why it did not take effect', async () => {
    const refused = { kind: 'rejected', problem: { code: 4093, title: '现在不能这样做', detail: '单位还没有答复' } }
    const page = await openStreetPage(ReviewPage, cloud(reviewSaid(answered), refused), 'street', at)
    await page.press('#ask-close')
    expect(pushed(page)).toEqual([])
    await page.press('#confirm-close')
    expect(pushed(page)).toEqual([expect.objectContaining({ type: 'review.close', body: { paperId: idAt(7) } })])
    expect(page.find('#sheet').textContent).toContain('没有生效：现在不能这样做：单位还没有答复')
  })

  it('can do nothing to a closed one or to a crime that was none; an inspector reads only', async () => {
    const closed = { ...answered, state: 'closed', closedAt: now }
    for (const review of [reviewSaid(closed), reviewSaid({ ...answered, counts: false })]) {
      const shown = await openStreetPage(ReviewPage, cloud(review), 'street', at)
      expect(() => shown.find('#ask-close')).toThrow()
    }
    const page = await openStreetPage(ReviewPage, cloud(reviewSaid(answered)), 'inspector', at)
    expect(page.text()).toContain('晚上再上门')
    expect(() => page.find('#ask-close')).toThrow()
  })
})
