import Taro from '@tarojs/taro'
import CalendarPage from '../../src/community/calendar/index'
import CoveragePage from '../../src/community/coverage/index'
import RecordPage from '../../src/community/record/index'
import RecordsPage from '../../src/community/records/index'
import StaffPage from '../../src/community/staff/index'
import { idOf } from './answers'
import { openPage, problemResult } from './stage'

test('the calendar counts its days by state and leaves what lies ahead open', async () => {
  const page = await openPage(CalendarPage)
  expect(page.find('#calendar-headline').textContent).toBe('60 天中 50 天达标，7 天未达标，3 天待送达')
  expect(page.all('.cal-cell[id]')).toHaveLength(100)
  expect(page.find('#cell-weeks-2021-03-29').getAttribute('aria-label')).toBe('3月29日 周一，待送达，47 分钟')
})

test('a cell opens its day, a future one does not', async () => {
  const page = await openPage(CalendarPage)
  await page.press('3月11日 周四，未达标，58 分钟')
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/community/day/index?day=2021-03-11' })
  expect(page.find('#cell-weeks-2021-03-30').getAttribute('aria-disabled')).toBe('true')
})

test('arrows walk over the calendar, one cell takes the Tab key', async () => {
  const page = await openPage(CalendarPage)
  const stops = () => page.all('.cal-cell[id]').filter((cell) => cell.getAttribute('tabindex') === '0')
  expect(stops().map(({ id }) => id)).toEqual(['cell-weeks-2021-03-29'])
  const key = new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true })
  page.find('#cell-weeks-2021-03-29').dispatchEvent(key)
  await page.settle()
  expect(stops().map(({ id }) => id)).toEqual(['cell-weeks-2021-03-22'])
})

test('the calendar has a twin in figures', async () => {
  const page = await openPage(CalendarPage)
  await page.press('表格')
  expect(page.all('[role="row"]')).toHaveLength(61)
  expect(page.text()).toContain('3月29日 周一')
})

test('coverage flags the buildings nobody owns and lists the doors nobody reached', async () => {
  const page = await openPage(CoveragePage)
  expect(page.find('#coverage-headline').textContent).toBe('还有 7 栋未走完')
  expect(page.text()).toContain('1 栋无人负责')
  page.find('.cov-table .dt-line').click()
  await page.settle()
  expect(page.text()).toContain('从未走访 12 户')
  expect(page.text()).toContain('7 天未到 6 户')
})

test('coverage asks anew for another span and leaves as text with every column', async () => {
  const setClipboardData = jest.fn().mockResolvedValue({ errMsg: 'ok' })
  Object.assign(Taro, { setClipboardData })
  const page = await openPage(CoveragePage)
  await page.press('30 天')
  expect(page.calls.some(({ body }) => body.action === 'coverage' && body.staleDays === 30)).toBe(true)
  await page.press('复制表格')
  const [[{ data }]] = setClipboardData.mock.calls
  expect(data.split('\n')).toHaveLength(9)
  expect(data.split('\n')[0]).toContain('30天未到')
  expect(data).toContain('星港集宿区\t2幢\t96\t0\t0%')
})

test('of a long list of records only the rows near the window are in the tree', async () => {
  const page = await openPage(RecordsPage)
  expect(page.text()).toContain('已列 50 条')
  expect(page.all('.rec-line')).toHaveLength(40)
  await page.press('再看更早的')
  expect(page.calls.at(-1)?.body.before).toEqual({ at: expect.any(Number), id: idOf(1049) })
  expect(page.text()).toContain('共 80 条')
  expect(page.all('.rec-line')).toHaveLength(40)
})

test('records say what was late, amended, taken back', async () => {
  const page = await openPage(RecordsPage, { building: 'b3' })
  expect(page.calls.find(({ body }) => body.action === 'records')?.body.building).toBe('b3')
  for (const mark of ['补传', '已更正', '已撤销', '超库存']) expect(page.text()).toContain(mark)
})

test('a page of records that fails keeps those that were read', async () => {
  const page = await openPage(RecordsPage)
  page.script((_, body) => (body.action === 'records' ? problemResult(5000, '服务器出错') : undefined))
  await page.press('再看更早的')
  expect(page.text()).toContain('服务器出错')
  expect(page.all('.rec-line')).toHaveLength(40)
})

test('an amended record shows both versions, the reason, and what changed', async () => {
  const page = await openPage(RecordPage, { id: idOf(201) })
  const versions = page.all('.vt-item').map(({ textContent }) => textContent)
  expect(versions).toHaveLength(2)
  expect(versions[0]).toContain('○ 无人')
  expect(versions[1]).toContain('✓ 见面')
  expect(versions[1]).toContain('更正原因：按错了，老人在里屋应门')
  expect(page.all('.vt-changed').length).toBe(4)
})

test('an activity shows six groups as lines of their own, and both tellings', async () => {
  const page = await openPage(RecordPage, { id: idOf(202) })
  expect(page.text()).toContain('◷ 文艺节目《评弹《陌生来电》》 40 分')
  const facts = page.all('.one-facts .one-fact').map(({ textContent }) => textContent)
  expect(facts).toEqual(expect.arrayContaining(['场次1 场', '机关工作人员12 人', '幼儿园师生40 人', '到场80 人']))
  const versions = page.all('.vt-item').map(({ textContent }) => textContent)
  expect(versions).toHaveLength(2)
  expect(versions[1]).toContain('更正原因：漏填了特定人群')
  expect(page.all('.vt-changed').map(({ textContent }) => textContent)).toEqual([
    '机关工作人员12 人改',
    '幼儿园师生40 人改',
  ])
})

test('a record says when it happened, when it came, its place in the log, and what it counted for', async () => {
  const page = await openPage(RecordPage, { id: idOf(201) })
  expect(page.text()).toContain('22:16（3 小时 12 分后）')
  expect(page.text()).toContain('本社区第 1734 号')
  expect(page.find('#counted-for').textContent).toContain('计 1 分 10 秒（按时钟），在 19:02–19:27 这一段')
})

test('staff shows stock in hand, what phones still hold, and who has none yet', async () => {
  const page = await openPage(StaffPage)
  expect(page.find('#staff-headline').textContent).toBe('4 人在岗，1 台手机尚有 3 条未送达')
  expect(page.text()).toContain('180 份')
  expect(page.text()).toContain('超库存 1 次')
  expect(page.text()).toContain('还没有用手机登录过')
})
