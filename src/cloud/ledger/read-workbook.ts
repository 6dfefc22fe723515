import { type Problem, problem } from '#contract/problem'
import { isProblem } from './is-problem'
import { readCsv } from './read-csv'
import { readXlsx } from './read-xlsx'
import { tidyCell } from './tidy-cell'
import { MAX_BYTES, type Workbook } from './workbook'

const startsWith = (bytes: Uint8Array, ...signature: readonly number[]) =>
  signature.every((byte, i) => bytes[i] === byte)

/** Kinds that are mistaken for a ledger often enough to be called by name. */
function foreignKind(bytes: Uint8Array): string | null {
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    return '这是旧版 .xls，或是加了密码的表格。请用 WPS 或 Excel 打开，去掉密码，另存为 .xlsx 再导入。'
  }
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return '这是 PDF。请向制表人要 .xlsx 或 .csv 原件。'
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) || startsWith(bytes, 0xff, 0xd8, 0xff)) {
    return '这是图片。请向制表人要 .xlsx 或 .csv 原件。'
  }
  return null
}

function sheetNameOf(fileName: string): string {
  return tidyCell(fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, ''))
}

/**
 * Reads xlsx and csv alike. The content decides which it is; the name only names a csv's sheet. Everything is bounded before
 * it is parsed: the upload's size, the zip's declared and true sizes, the number of cells.
 */
export async function readWorkbook(bytes: Uint8Array, fileName: string): Promise<Workbook | Problem> {
  if (bytes.length > MAX_BYTES) {
    return problem(
      4130,
      `文件有 ${(bytes.length / 1024 / 1024).toFixed(1)} MB，最多 10 MB。请删去图片和无关的工作表，或分成几个文件导入。`,
    )
  }
  const foreign = foreignKind(bytes)
  if (foreign) return problem(4150, foreign)
  const isZip = startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06)
  const read = isZip ? readXlsx(bytes) : readCsv(bytes, sheetNameOf(fileName))
  if (isProblem(read)) return read
  if (read.sheets.every(({ rows }) => rows.length === 0)) {
    return problem(4153, '没有读到任何内容。请确认选对了文件；若打开能看到内容，请另存为 .xlsx 再导入。')
  }
  return read
}
