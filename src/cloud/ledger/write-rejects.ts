import { baselineHeader, crimeHeader } from './figure-headings'
import { alertHeader, findHeader, houseHeader, rosterHeader } from './find-header'
import type { RowReport } from './row-report'
import type { Row, Sheet, Workbook } from './workbook'

const FORBIDDEN_IN_SHEET_NAME = /[[\]/\\:*?]/g

/**
 * Always a string cell in text format. A value like `=cmd|…` or `+86…` is then neither a formula now nor when the person edits
 * the cell, and nothing has to be put before it that the next import would stumble on.
 */
const text = (value: string) => ({ value, type: String, format: '@' })

/** Excel allows 31 characters, and no two sheets of one name. */
function sheetNames(sheets: readonly Sheet[]): readonly string[] {
  const names: string[] = []
  for (const { name } of sheets) {
    const plain = name.replace(FORBIDDEN_IN_SHEET_NAME, '_').slice(0, 28) || '台账'
    const taken = (candidate: string) => names.some((known) => known.toLowerCase() === candidate.toLowerCase())
    let candidate = plain
    for (let n = 2; taken(candidate); n++) candidate = `${plain}${n}`
    names.push(candidate)
  }
  return names
}

/** Titles and header as the ledger has them, so that what is mended can be imported as it is. */
function heading(sheet: Sheet): { readonly titles: readonly Row[]; readonly header: Row | null } {
  const header =
    findHeader(sheet, crimeHeader)?.row ??
    findHeader(sheet, baselineHeader)?.row ??
    findHeader(sheet, houseHeader)?.row ??
    findHeader(sheet, rosterHeader)?.row ??
    findHeader(sheet, alertHeader)?.row ??
    null
  return { titles: header ? sheet.rows.filter(({ number }) => number < header.number) : [], header }
}

/** A title merged over the row comes back in its first cell only. */
function titleCells({ cells }: Row): readonly string[] {
  return cells.map((cell, i) => (i > 0 && cell === cells[i - 1] ? '' : cell))
}

/**
 * The bad rows as an xlsx: under the ledger's own titles and header, the row's cells (as read: merged ones filled, so that the
 * row can stand alone), then the sheet, the row's number in the uploaded file and the reason. Mended, the file can be imported.
 */
export async function writeRejects(workbook: Workbook, reports: readonly RowReport[]): Promise<Uint8Array> {
  const bad = reports.filter(({ verdict }) => verdict === 'bad')
  const sheets = workbook.sheets.filter(({ name }) => bad.some(({ sheet }) => sheet === name))
  const names = sheetNames(sheets)
  const written = sheets.map((sheet, i) => {
    const { titles, header } = heading(sheet)
    const reasons = new Map(
      bad.filter((report) => report.sheet === sheet.name).map(({ row, reason }) => [row, reason ?? '']),
    )
    const rejected = sheet.rows.filter(({ number }) => reasons.has(number))
    const width = Math.max(header?.cells.length ?? 0, ...rejected.map(({ cells }) => cells.length))
    const line = (cells: readonly string[], more: readonly string[]) =>
      [...Array.from({ length: width }, (_, at) => cells[at] ?? ''), ...more].map(text)
    return {
      sheet: names[i] ?? sheet.name,
      columns: [...Array.from({ length: width }, () => ({ width: 12 })), { width: 14 }, { width: 8 }, { width: 60 }],
      data: [
        ...titles.map((row) => line(titleCells(row), [])),
        line(header?.cells ?? [], ['原工作表', '原行号', '未导入原因']),
        ...rejected.map((row) => line(row.cells, [sheet.name, String(row.number), reasons.get(row.number) ?? ''])),
      ],
    }
  })
  // Loaded only when something was rejected.
  const { default: writeXlsxFile }: typeof import('write-excel-file/node') = require('write-excel-file/node')
  const nothing = { sheet: '未导入的行', data: [[text('没有未导入的行')]] }
  const buffer = await writeXlsxFile(written.length > 0 ? written : [nothing]).toBuffer()
  return new Uint8Array(buffer)
}
