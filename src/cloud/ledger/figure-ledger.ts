import { type Problem, problem } from '#contract/problem'
import { type Columns, findHeader } from './find-header'
import { lineKind, onlyValue, type RowReport } from './row-report'
import type { Row, Workbook } from './workbook'

export type Reading<Line> =
  | { readonly kind: 'line'; readonly line: Line; readonly remark?: string }
  | { readonly kind: 'bad'; readonly reason: string }

/** How a kind of list is read: what is its own of it. */
export interface FigureList<Column extends string, Line> {
  readonly headerOf: (row: Row) => Columns<Column> | null
  /** Said when no sheet has such a header. */
  readonly wanted: string
  readonly read: (cell: (column: Column) => string, heading: (column: Column) => string) => Reading<Line>
  /** Two lines of one key are one line, or a contradiction. */
  readonly keyOf: (line: Line) => string
}

export interface FigurePlan<Line> {
  /** `index`: of `rows`. */
  readonly lines: readonly { readonly index: number; readonly line: Line }[]
  /** One for each row of the file, in its order. */
  readonly rows: readonly RowReport[]
}

/** Every row of a list of figures gets its verdict; nothing is changed yet. */
export function planFigures<Column extends string, Line>(
  workbook: Workbook,
  list: FigureList<Column, Line>,
): FigurePlan<Line> | Problem {
  if (!workbook.sheets.some((sheet) => findHeader(sheet, list.headerOf))) return problem(4151, list.wanted)
  const lines: { readonly index: number; readonly line: Line }[] = []
  const rows: RowReport[] = []
  const seen = new Map<string, { readonly where: string; readonly line: Line }>()
  for (const sheet of workbook.sheets) {
    let header: { readonly row: Row; readonly columns: Columns<Column> } | null = null
    for (const row of sheet.rows) {
      const at = { sheet: sheet.name, row: row.number }
      const columns = list.headerOf(row)
      const aside = asideReason(row, columns !== null, header !== null)
      if (columns !== null) header = { row, columns }
      if (aside !== null || header === null) {
        rows.push({ ...at, verdict: 'ignored', reason: aside ?? '标题行' })
        continue
      }
      const { row: top, columns: found } = header
      const reading = list.read(
        (column) => row.cells[found.get(column) ?? -1] ?? '',
        (column) => top.cells[found.get(column) ?? -1] ?? '',
      )
      if (reading.kind === 'bad') {
        rows.push({ ...at, verdict: 'bad', reason: reading.reason })
        continue
      }
      const key = list.keyOf(reading.line)
      const first = seen.get(key)
      if (first !== undefined) {
        const same = JSON.stringify(first.line) === JSON.stringify(reading.line)
        rows.push(
          same
            ? { ...at, verdict: 'repeat', reason: `与${first.where}相同，只导入一次` }
            : { ...at, verdict: 'bad', reason: `与${first.where}说的是同一条，内容却不同，请核对` },
        )
        continue
      }
      seen.set(key, { where: `“${sheet.name}”第${row.number}行`, line: reading.line })
      lines.push({ index: rows.length, line: reading.line })
      rows.push({ ...at, verdict: 'figure', ...(reading.remark === undefined ? {} : { reason: reading.remark }) })
    }
  }
  return { lines, rows }
}

/** Why a row is no line of the list, or null. */
function asideReason(row: Row, isHeader: boolean, underHeader: boolean): string | null {
  if (isHeader) return underHeader ? '重复的表头' : '表头'
  const kind = lineKind(row.cells)
  if (kind === 'blank') return '空行'
  if (kind === 'total') return '合计行'
  if (kind === 'note') return '说明行'
  return onlyValue(row.cells) === null ? null : '标题行'
}
