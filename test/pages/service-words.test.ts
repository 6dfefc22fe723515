import type { LocalDate } from '#domain/time'
import { ownServiceWords, servingWords } from '#words/service'

const date = (text: string) => text as LocalDate
const week = { from: date('2021-03-29'), to: date('2021-04-04') }

test.each([
  ['2021-03-28', '服务从 3月29日 开始'],
  ['2021-03-31', '服务到 4月4日，还有 4 天'],
  ['2021-04-04', '今天是服务的最后一天'],
  ['2021-04-05', '服务已于 4月4日 结束'],
])('on %s it is said of a week of service: %s', (day, words) => expect(servingWords(week, date(day))).toBe(words))

test('who was stopped is stopped, whatever his days; without a last day there is no end', () => {
  expect(servingWords({ ...week, active: false }, date('2021-03-31'))).toBe('已停用')
  expect(servingWords({ from: null, to: null }, date('2021-03-31'))).toBe('长期服务')
})

describe('a volunteer reads of himself', () => {
  test('nothing while days and buildings last', () => {
    expect(ownServiceWords(week, true, date('2021-03-31'))).toBeNull()
    expect(ownServiceWords({ from: null, to: null }, true, date('2021-03-31'))).toBeNull()
  })

  test('from three days before the last one how long it lasts, and whom to ask for more', () => {
    expect(ownServiceWords(week, true, date('2021-04-01'))).toContain('还有 3 天。需要延长请告诉社区书记')
    expect(ownServiceWords(week, true, date('2021-04-04'))).toContain('最后一天')
  })

  test('afterwards that it is over, what becomes of his records, and who gives the certificate', () => {
    const words = ownServiceWords(week, false, date('2021-04-05'))
    for (const part of ['4月4日 结束', '未送达的记录仍会发送', '证明，请找社区书记']) expect(words).toContain(part)
  })

  test('why there is nothing to do before his first day, and when he was stopped', () => {
    expect(ownServiceWords(week, false, date('2021-03-28'))).toContain('3月29日 开始，到那天')
    expect(ownServiceWords(week, false, date('2021-03-31'))).toContain('请联系社区书记')
  })
})
