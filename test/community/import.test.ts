import { useLedger } from '#stores/ledger-store'
import ImportPage from '../../src/community/import/index'
import { openPage, problemResult } from './stage'

beforeEach(() => useLedger.setState({ file: null, phase: 'choosing', answer: null, problem: null, ledger: 'houses' }))

/** What a person does in the browser's own dialogue. */
function chooseInDialogue(name: string, content: string): void {
  jest.spyOn(HTMLInputElement.prototype, 'click').mockImplementationOnce(function (this: HTMLInputElement) {
    Object.defineProperty(this, 'files', { value: [new File([content], name)] })
    this.dispatchEvent(new Event('change'))
  })
}

test('a chosen file is tried first: the report names every bad and every repeated row, and nothing was written', async () => {
  const page = await openPage(ImportPage)
  chooseInDialogue('房屋台账.xlsx', 'abc')
  await page.press('选择文件（xlsx 或 csv）')
  await page.settle()
  const ledger = page.calls.filter(({ name }) => name === 'ledger')
  expect(ledger.map(({ body }) => body.action)).toEqual(['dry-run'])
  expect(ledger[0]?.body.file).toBe('YWJj')
  expect(page.find('#report-headline').textContent).toBe('290 户可导入')
  expect(page.text()).toContain('青枫苑 第 77 行')
  expect(page.text()).toContain('室号“八〇二”读不出，请写成数字')
  expect(page.text()).toContain('与第 40 行是同一户')
  expect(page.text()).toContain('现在还没有写入任何内容')
})

test('after the report the same file is imported as a whole', async () => {
  const page = await openPage(ImportPage)
  chooseInDialogue('房屋台账.xlsx', 'abc')
  await page.press('选择文件（xlsx 或 csv）')
  await page.settle()
  await page.press('导入这 290 户')
  expect(page.calls.filter(({ name }) => name === 'ledger').map(({ body }) => body.action)).toEqual([
    'dry-run',
    'import',
  ])
  expect(page.find('#report-headline').textContent).toBe('✓ 已导入 290 户')
})

test('a file that is turned away says why in a sentence, and that nothing was written', async () => {
  const page = await openPage(ImportPage)
  page.script((name) => (name === 'ledger' ? problemResult(4151, '找不到表头，请保留表格的标题行') : undefined))
  chooseInDialogue('别的.xlsx', 'abc')
  await page.press('选择文件（xlsx 或 csv）')
  await page.settle()
  expect(page.text()).toContain('找不到表头')
  expect(page.text()).toContain('没有写入任何内容')
  expect(page.all('#import-all')).toHaveLength(0)
})

test('an import that fails keeps the report and can be tried again', async () => {
  const page = await openPage(ImportPage)
  chooseInDialogue('房屋台账.xlsx', 'abc')
  await page.press('选择文件（xlsx 或 csv）')
  await page.settle()
  page.script((_, body) => (body.action === 'import' ? problemResult(5030, '数据库暂时不可用') : undefined))
  await page.press('导入这 290 户')
  expect(page.text()).toContain('数据库暂时不可用')
  expect(page.find('#report-headline').textContent).toBe('290 户可导入')
  page.script(() => undefined)
  await page.press('导入这 290 户')
  expect(page.find('#report-headline').textContent).toBe('✓ 已导入 290 户')
})
