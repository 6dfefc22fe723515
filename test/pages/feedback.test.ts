import FeedbackPage from '../../src/pages/feedback/index'
import { openFieldPage } from './field-stage'

/** Taro's text area says what is in it by the event's detail. */
async function write(page: Awaited<ReturnType<typeof openFieldPage>>, words: string): Promise<void> {
  await page.act(() => {
    const event = new Event('input', { bubbles: true })
    Object.assign(event, { detail: { value: words } })
    page.find('#feedback-words').dispatchEvent(event)
  })
}

test('what is written without a network is kept, stands there as kept, and arrives when the network is back', async () => {
  const page = await openFieldPage(FeedbackPage)
  expect(page.text()).toContain('本单位书记和街道专班看得到')
  await write(page, '门禁坏了，进不了楼')
  page.phone.fates.push('not-sent')
  await page.press('#feedback-send')
  expect(page.text()).toContain('还没有送达门禁坏了，进不了楼')
  const [record] = page.phone.engine().records()
  expect(record).toMatchObject({
    operation: { type: 'feedback.send', body: { kind: 'suggestion', words: '门禁坏了，进不了楼' } },
    status: { kind: 'saved' },
  })
  await page.act(() => page.phone.engine().sync())
  expect(page.text()).not.toContain('还没有送达')
})
