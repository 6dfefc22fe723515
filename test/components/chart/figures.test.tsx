import { readFileSync } from 'node:fs'
import path from 'node:path'
import Taro from '@tarojs/taro'
import { FiguresView } from '#components/chart/figures-view'
import { roomFor } from '../../../src/components/chart/bar-option'
import { asText, type Figures } from '../../../src/components/chart/figures'
import { darkPalette, lightPalette } from '../../../src/components/chart/palette'
import { openFieldPage } from '../../pages/field-stage'

const figures: Figures = {
  title: '各月立案数',
  of: '月份',
  categories: ['1月', '2月'],
  series: [
    { name: '2020年', tone: 'quiet', values: [20, 0], words: ['20', '0'] },
    { name: '2021年', tone: 'action', values: [15, null], words: ['15', '未录'] },
  ],
  more: [{ name: '压降率', words: ['25.0%', '基期为0'] }],
}
const View = () => <FiguresView figures={figures} />

test('every bar says its figure, and what has none says why', async () => {
  const stage = await openFieldPage(View)
  const drawn = stage.find('.bars-drawn').textContent ?? ''
  for (const word of ['1月', '2月', '20', '15', '未录']) expect(drawn).toContain(word)
  expect(stage.find('.bars').getAttribute('aria-label')).toBe(
    '各月立案数：1月 2020年 20，2021年 15；2月 2020年 0，2021年 未录',
  )
})

test('the table holds the same words and the columns that have no bar', async () => {
  const stage = await openFieldPage(View)
  await stage.press('.seg:nth-child(2)')
  const table = stage.find('[role="table"]').textContent
  expect(table).toBe('月份2020年2021年压降率1月201525.0%2月0未录基期为0')
})

test('the table goes to the clipboard as a spreadsheet takes it', async () => {
  const copied = jest.fn().mockResolvedValue({})
  Object.assign(Taro, { setClipboardData: copied })
  const stage = await openFieldPage(View)
  await stage.press('.seg:nth-child(2)')
  await stage.press('.figures-copy')
  expect(copied).toHaveBeenCalledWith({
    data: '月份\t2020年\t2021年\t压降率\n1月\t20\t15\t25.0%\n2月\t0\t未录\t基期为0',
  })
})

test('a tab in a name does not shift the columns', () =>
  expect(asText({ ...figures, categories: ['一\t月', '2月'] }).split('\n')[1]).toBe('一 月\t20\t15\t25.0%'))

test('longer words ask for more room, so that none lies on another', () => {
  const long = { ...figures, series: figures.series.map((one) => ({ ...one, words: ['1200.0万', '1200.0万'] })) }
  expect(roomFor(long, 13).least).toBeGreaterThan(roomFor(figures, 13).least)
  expect(roomFor(figures, 18).least).toBeGreaterThan(roomFor(figures, 13).least)
})

test.each([
  ['.screen {', lightPalette],
  ['.screen.dark {', darkPalette],
])('the canvas has the colours of %s in tokens.css', (rule, palette) => {
  const css = readFileSync(path.join(__dirname, '../../../src/components/tokens.css'), 'utf8')
  const [, block = ''] = css.split(rule)
  for (const [name, colour] of Object.entries(palette)) expect(block.split('}')[0]).toContain(`--${name}: ${colour};`)
})
