import Taro from '@tarojs/taro'
import { addDays } from '#domain/time'
import { exactTime } from '#words/format'
import DayPage from '../../src/community/day/index'
import { lines, today, unknownDay } from './answers'
import { openPage, problemResult } from './stage'

test('answers in its first line: how many minutes are missing, and that it is not yet known', async () => {
  const page = await openPage(DayPage)
  expect(page.find('#headline').textContent).toBe('还差 13 分钟，尚未可知')
  expect(page.text()).toContain('人员分钟 61')
  expect(page.text()).toContain('播放类另计 240')
})

test('an unknown day names whose phones hold how many records, and when they were last heard', async () => {
  const page = await openPage(DayPage)
  expect(page.text()).toContain('周敏的手机还有 3 条未送达，最后联系 20:11')
  expect(page.text()).toContain('顾雨晴的手机没有消息，最后联系 昨天 18:05')
  expect(page.text()).toContain('1 台手机尚有 3 条未送达，1 台手机没有消息')
})

test('the lines that explain the total add up to it exactly', async () => {
  const page = await openPage(DayPage)
  await page.press('看这 47 分钟怎么来的')
  const shown = page.all('.ml-group > .ml-row .ml-adds').map((cell) => seconds(cell.textContent ?? ''))
  expect(shown).toHaveLength(lines.length)
  const sum = shown.reduce((a, b) => a + b, 0)
  expect(sum * 1000).toBe(unknownDay.activityTime)
  expect(page.find('#minutes-sum').textContent).toBe(exactTime(unknownDay.activityTime))
  expect(page.text()).toContain('只在最后取整一次：47 分钟')
})

test('each line says what was bridged, overlapped, cut at midnight and taken back', async () => {
  const page = await openPage(DayPage)
  await page.press('看这 47 分钟怎么来的')
  expect(page.text()).toContain('含间隔 3 分 20 秒')
  expect(page.text()).toContain('与前面重叠 6 分，不重复计')
  expect(page.text()).toContain('跨零点，4 分 计入前一天')
  expect(page.text()).toContain('青枫苑 3幢 2单元 502')
  expect(page.text()).toContain('已撤销')
})

test('every stop opens its record', async () => {
  const page = await openPage(DayPage)
  await page.press('看这 47 分钟怎么来的')
  await page.press('18 条记录')
  await page.press('青枫苑 3幢 1单元 101')
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({
    url: '/community/record/index?id=0178aaaa-0000-7000-8000-000000000200',
  })
})

test('says which buildings, nearest to being finished, would close the gap at the day’s own pace', async () => {
  const page = await openPage(DayPage)
  expect(page.text()).toContain('青枫苑 2幢还有 3 户未走访（周敏）')
  expect(page.text()).toContain('再走 9 户可达标')
})

test('a day that late records turned says so, with what it was before', async () => {
  const page = await openPage(DayPage, { day: addDays(today, -1) })
  expect(page.find('#headline').textContent).toContain('当日已达标')
  expect(page.find('#late').textContent).toBe('含补传 2 条，其中补传前为 52 分钟，因补传达标')
})

test('the day before is asked for and shown', async () => {
  const page = await openPage(DayPage)
  await page.press('前一天')
  expect(page.calls.some(({ body }) => body.action === 'day' && body.day === addDays(today, -1))).toBe(true)
  expect(page.text()).toContain('3月28日 周日')
})

test('a reload that fails keeps the old answer and says of when it is', async () => {
  const page = await openPage(DayPage)
  page.script(() => problemResult(5030, '数据库暂时不可用'))
  await page.press('刷新')
  expect(page.find('#headline').textContent).toBe('还差 13 分钟，尚未可知')
  expect(page.text()).toContain('数据截至 20:11 · 数据库暂时不可用')
  page.script(() => undefined)
  await page.press('重试')
  expect(page.text()).not.toContain('数据库暂时不可用')
})

test('without any answer it says what is wrong and what to do', async () => {
  const page = await openPage(DayPage, { day: '2021-03-01' })
  page.script((_, body) => (body.action === 'day' ? { kind: 'not-sent' } : undefined))
  await page.press('前一天')
  expect(page.text()).toContain('没有网络')
  expect(page.text()).toContain('数据都在云端，没有丢')
})

function seconds(words: string): number {
  const [, minutes = '0', rest = '0'] = /(\d+) 分(?: (\d+) 秒)?/.exec(words) ?? []
  return Number(minutes) * 60 + Number(rest)
}

test('each channel says what it came to, the six groups are six lines, and what was put up is named', async () => {
  const page = await openPage(DayPage)
  expect(page.text()).toContain('31 户次 · 见到 24 人')
  expect(page.text()).toContain('1 场 · 到场 60 人')
  expect(page.text()).toContain('另计 · 1 场')
  expect(page.text()).toContain('新登记：横幅 2 处')
  const groups = page.all('[aria-label="特定人群人数"] [role="listitem"]')
  expect(groups.map((line) => line.getAttribute('aria-label'))).toEqual([
    '机关工作人员 5 人',
    '办事人员 0 人',
    '幼儿园师生 0 人',
    '企业职工 20 人',
    '网购群体 0 人',
    '窗口群众 0 人',
  ])
})
