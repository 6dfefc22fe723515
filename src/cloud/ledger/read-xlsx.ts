import type { CellValue, Worksheet } from 'exceljs'
import { type Problem, problem } from '#contract/problem'
import { packStored } from './pack-stored'
import { tidyCell } from './tidy-cell'
import { unzip } from './unzip'
import { MAX_ROWS, type Row, type Sheet, type Workbook } from './workbook'

/** What holds text. Drawings, comments, tables and links are left out: they only make the library stumble. */
const needed =
  /^(_rels\/\.rels|xl\/(workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/sheet\d+\.xml)$/

// Nodes of a sheet that name parts left out above, or ranges that the library would spell out cell by cell: a drop-down list
// over a whole column would take gigabytes.
const ignoreNodes = [
  'dataValidations',
  'conditionalFormatting',
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

/** Cells are what costs memory, about 0.5 KB each while reading. */
const MAX_CELLS = 1_000_000

const tooMany = (detail: string): Problem =>
  problem(4152, `${detail}，最多 ${MAX_ROWS} 行。请删去空行和无关的工作表，或分成几个文件导入。`)
const notReadable = (why: string): Problem => problem(4150, `${why}。请用 WPS 或 Excel 打开后另存为 .xlsx 再导入。`)

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

/** Counts in the raw text, before anything is built from it. A merged range is written out cell by cell by the library. */
function countCells(xml: string): number {
  let cells = xml.split('<c ').length - 1
  for (const [, left = '', top, right = '', bottom] of xml.matchAll(
    /<mergeCell [^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g,
  )) {
    cells += (columnNumber(right) - columnNumber(left) + 1) * (Number(bottom) - Number(top) + 1)
  }
  return cells
}

function textOf(value: CellValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('text' in value) return textOf(value.text)
  if ('formula' in value || 'sharedFormula' in value) return textOf(value.result)
  return ''
}

function readRows(sheet: Worksheet): readonly Row[] {
  const rows: Row[] = []
  let last = 0
  const width = sheet.columnCount
  for (let number = 1; number <= sheet.rowCount; number++) {
    const row = sheet.findRow(number)
    const cells = Array.from({ length: row ? width : 0 }, (_, i) => {
      const cell = row?.findCell(i + 1)
      return cell ? tidyCell(textOf(cell.isMerged ? cell.master.value : cell.value)) : ''
    })
    rows.push({ number, cells })
    if (cells.some((cell) => cell !== '')) last = number
  }
  return rows.slice(0, last)
}

export async function readXlsx(bytes: Uint8Array): Promise<Workbook | Problem> {
  const unzipped = unzip(bytes, (name) => needed.test(name))
  if (unzipped.kind === 'bomb')
    return problem(4131, `${unzipped.why}，为安全起见没有打开。请另存为普通的 .xlsx 再导入。`)
  if (unzipped.kind === 'broken') return notReadable(unzipped.why)
  const files = new Map(unzipped.files)
  const book = files.get('xl/workbook.xml')
  if (!book) return notReadable('压缩包里没有工作簿')

  let cells = 0
  for (const [name, content] of files) {
    if (name.startsWith('xl/worksheets/')) cells += countCells(Buffer.from(content).toString())
  }
  if (cells > MAX_CELLS) return tooMany(`单元格有 ${cells} 个`)
  // A defined name, a filter's for one, may span whole columns and is spelt out too.
  const named = Buffer.from(book)
    .toString()
    .replace(/<definedNames>[\s\S]*<\/definedNames>/, '')
  files.set('xl/workbook.xml', Buffer.from(named))

  // Loaded only now: it takes half a second, which no other call of the function should wait for.
  const ExcelJS: typeof import('exceljs') = require('exceljs')
  const workbook = new ExcelJS.Workbook()
  try {
    await workbook.xlsx.load(new Uint8Array(packStored(files)).buffer, { ignoreNodes })
  } catch {
    return notReadable('文件内容损坏')
  }
  const rowCount = workbook.worksheets.reduce((sum, { rowCount }) => sum + rowCount, 0)
  if (rowCount > MAX_ROWS) return tooMany(`共有 ${rowCount} 行`)
  const sheets: readonly Sheet[] = workbook.worksheets.map((sheet) => ({
    name: tidyCell(sheet.name),
    rows: readRows(sheet),
  }))
  return { sheets }
}
