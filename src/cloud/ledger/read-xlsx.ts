import type { CellValue, Worksheet } from 'exceljs'
import { type Problem, problem } from '#contract/problem'
import { packStored } from './pack-stored'
import { sheetBounds, withoutDefinedNames } from './sheet-bounds'
import { tidyCell } from './tidy-cell'
import { unzip } from './unzip'
import { MAX_COLUMNS, MAX_ROWS, type Row, type Workbook } from './workbook'

/** What holds text. Drawings, comments, tables and links are left out: they only make the library stumble. */
const needed =
  /^(_rels\/\.rels|xl\/(workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/sheet\d+\.xml)$/

// Nodes of a sheet that name parts left out above, or ranges that the library would spell out cell by cell: a drop-down list
// over a whole column would take gigabytes.
const ignoreNodes = [
  'dataValidations',
  'conditionalFormatting',
  'cols',
  'autoFilter',
  'hyperlinks',
  'drawing',
  'legacyDrawing',
  'picture',
  'tableParts',
  'extLst',
  'headerFooter',
  'pageSetup',
  'printOptions',
  'rowBreaks',
  'colBreaks',
  'sheetProtection',
]

const MAX_CELLS = 1_000_000
/** Rows of the XML. Ledgers carry some that are only formatted. */
const MAX_WRITTEN_ROWS = 4 * MAX_ROWS

const tooMany = (detail: string): Problem =>
  problem(4152, `${detail}，最多 ${MAX_ROWS} 行。请删去空行和无关的工作表，或分成几个文件导入。`)
const notReadable = (why: string): Problem => problem(4150, `${why}。请用 WPS 或 Excel 打开后另存为 .xlsx 再导入。`)

function textOf(value: CellValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return textOfDate(value)
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('text' in value) return textOf(value.text)
  if ('formula' in value || 'sharedFormula' in value) return textOf(value.result)
  return ''
}

/** As the sheet shows it: a day alone, or with its time. A day's fraction is no exact second, so it is rounded to one. */
function textOfDate(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const [day = '', time = ''] = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString().split(/[T.]/)
  return time === '00:00:00' ? day : `${day} ${time}`
}

function lastWrittenRow(sheet: Worksheet): number {
  let number = sheet.rowCount
  while (number > 0 && !sheet.findRow(number)?.hasValues) number--
  return number
}

function readRows(sheet: Worksheet): readonly Row[] {
  return Array.from({ length: lastWrittenRow(sheet) }, (_, i) => {
    const row = sheet.findRow(i + 1)
    const cells = Array.from({ length: Math.min(row?.cellCount ?? 0, MAX_COLUMNS) }, (_, column) => {
      const cell = row?.findCell(column + 1)
      return cell ? tidyCell(textOf(cell.isMerged ? cell.master.value : cell.value)) : ''
    })
    return { number: i + 1, cells }
  })
}

export async function readXlsx(bytes: Uint8Array): Promise<Workbook | Problem> {
  const unzipped = unzip(bytes, (name) => needed.test(name))
  if (unzipped.kind === 'bomb')
    return problem(4131, `${unzipped.why}，为安全起见没有打开。请另存为普通的 .xlsx 再导入。`)
  if (unzipped.kind === 'broken') return notReadable(unzipped.why)
  const files = new Map(unzipped.files)
  const book = files.get('xl/workbook.xml')
  if (!book) return notReadable('压缩包里没有工作簿')

  const workbookXml = withoutDefinedNames(Buffer.from(book).toString())
  if (workbookXml === null) return notReadable('工作簿结构异常')
  files.set('xl/workbook.xml', Buffer.from(workbookXml))

  let cells = 0
  let writtenRows = 0
  for (const [name, content] of files) {
    if (!name.startsWith('xl/worksheets/')) continue
    const bounds = sheetBounds(Buffer.from(content).toString())
    if (!bounds) return notReadable('工作表结构异常')
    cells += bounds.cells
    writtenRows += bounds.rows
  }
  if (cells > MAX_CELLS) return tooMany(`单元格有 ${cells} 个`)
  if (writtenRows > MAX_WRITTEN_ROWS) return tooMany(`共有 ${writtenRows} 行`)

  // Loaded only now: it takes half a second, which no other call of the function should wait for.
  const ExcelJS: typeof import('exceljs') = require('exceljs')
  const workbook = new ExcelJS.Workbook()
  try {
    await workbook.xlsx.load(new Uint8Array(packStored(files)).buffer, { ignoreNodes })
    const rowCount = workbook.worksheets.reduce((sum, sheet) => sum + lastWrittenRow(sheet), 0)
    if (rowCount > MAX_ROWS) return tooMany(`共有 ${rowCount} 行`)
    return { sheets: workbook.worksheets.map((sheet) => ({ name: tidyCell(sheet.name), rows: readRows(sheet) })) }
  } catch {
    return notReadable('文件内容损坏')
  }
}
