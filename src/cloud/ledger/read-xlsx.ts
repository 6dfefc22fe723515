import { type Problem, problem } from '#contract/problem'
import { sheetBounds } from './sheet-bounds'
import { tidyCell } from './tidy-cell'
import { unzip } from './unzip'
import { MAX_ROWS, type Row, type Workbook } from './workbook'
import { bookOf } from './xlsx-book'
import { dateStyles } from './xlsx-dates'
import { type Grid, readSheet } from './xlsx-sheet'
import { sharedStrings } from './xlsx-strings'

/** What holds text. Drawings, comments, tables and links are not even inflated. */
const needed =
  /^(_rels\/\.rels|xl\/(workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/sheet\d+\.xml)$/

const MAX_CELLS = 1_000_000
/** Rows of the XML. Ledgers carry some that are only formatted. */
const MAX_WRITTEN_ROWS = 4 * MAX_ROWS

const tooMany = (detail: string): Problem =>
  problem(4152, `${detail}，最多 ${MAX_ROWS} 行。请删去空行和无关的工作表，或分成几个文件导入。`)
const notReadable = (why: string): Problem => problem(4150, `${why}。请用 WPS 或 Excel 打开后另存为 .xlsx 再导入。`)

/** The last one with something in it; what is only formatted does not count. */
function lastWrittenRow(grid: Grid): number {
  let last = 0
  for (const [number, cells] of grid) if (number > last && cells.some((cell) => cell != null)) last = number
  return last
}

function rowsOf(grid: Grid): readonly Row[] {
  return Array.from({ length: lastWrittenRow(grid) }, (_, i) => {
    const cells = grid.get(i + 1) ?? []
    return { number: i + 1, cells: Array.from(cells, (cell) => (cell == null ? '' : tidyCell(cell))) }
  })
}

export function readXlsx(bytes: Uint8Array): Workbook | Problem {
  const unzipped = unzip(bytes, (name) => needed.test(name))
  if (unzipped.kind === 'bomb')
    return problem(4131, `${unzipped.why}，为安全起见没有打开。请另存为普通的 .xlsx 再导入。`)
  if (unzipped.kind === 'broken') return notReadable(unzipped.why)
  const { files } = unzipped
  if (!files.has('xl/workbook.xml')) return notReadable('压缩包里没有工作簿')

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

  try {
    const { sheets, from1904 } = bookOf(files)
    const context = {
      strings: sharedStrings(files.get('xl/sharedStrings.xml')),
      dateStyles: dateStyles(files.get('xl/styles.xml')),
      from1904,
    }
    const grids = sheets.map(({ name, file }) => ({ name, grid: readSheet(files.get(file), context) }))
    const rowCount = grids.reduce((sum, { grid }) => sum + lastWrittenRow(grid), 0)
    if (rowCount > MAX_ROWS) return tooMany(`共有 ${rowCount} 行`)
    return { sheets: grids.map(({ name, grid }) => ({ name: tidyCell(name), rows: rowsOf(grid) })) }
  } catch {
    return notReadable('文件内容损坏')
  }
}
