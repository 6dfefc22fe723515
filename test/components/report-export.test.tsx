import * as v from 'valibot'
import { ReportExport } from '#components/report-export'
import { operationId, unitId } from '#contract/scalars'
import { useExport } from '#stores/export-store'
import { idOf } from '../community/answers'
import { openPage } from '../community/stage'

const unit = { id: v.parse(unitId, 'bmzx'), name: '便民服务中心', kind: 'body' } as const
const report = { id: v.parse(operationId, idOf(7)), unit, state: 'signed' } as const

afterEach(() => useExport.getState().again())

test('a report is taken out of its own unit, in official form unless somebody wants the figures alone', async () => {
  const page = await openPage(() => <ReportExport report={report} />)
  page.script((name) =>
    name === 'export' ? { kind: 'answer', body: { state: 'making', done: 0, of: 40 } } : undefined,
  )
  await page.press('导出')
  expect(page.text()).toContain('按签发的版本导出')
  await page.press('数据表（xlsx）')
  await page.press('公文（docx）')
  page.find('#export').click()
  await page.settle()
  const [asked] = page.calls.filter(({ name }) => name === 'export')
  expect(asked?.body).toMatchObject({ unit: 'bmzx', what: { kind: 'report', id: report.id, as: 'docx' } })
})

test('a draft says beforehand that the file will say so', async () => {
  const page = await openPage(() => <ReportExport report={{ ...report, state: 'draft' }} />)
  await page.press('导出')
  expect(page.text()).toContain('文件上注明草稿')
})
