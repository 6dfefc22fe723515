import { cellText, type TableBlock, type TableCell, type TableColumn } from '#domain/document/official-document'
import { paragraphXml } from './docx-parts'
import { page } from './docx-styles'

/** As wide as the text; its header stands again on every page, and no row is torn apart. */
export function tableXml({ caption, columns, rows, totals }: TableBlock): string {
  const widths = widthsOf(columns)
  const line = (cells: readonly TableCell[]) =>
    rowXml(
      columns.map((column, index) =>
        paragraphXml(
          // Words between numbers stand with them: a column reads down one edge.
          column.kind === 'number' ? 'TableNumber' : 'TableText',
          cellText(cells[index] ?? null, column),
        ),
      ),
      widths,
    )
  const header = rowXml(
    columns.map((column) => paragraphXml('TableHead', column.header)),
    widths,
    '<w:tblHeader/>',
  )
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')
  return [
    caption === null ? '' : paragraphXml('Caption', caption),
    `<w:tbl><w:tblPr><w:tblW w:w="${page.text}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>${grid}</w:tblGrid>`,
    header,
    ...rows.map(line),
    totals === null ? '' : line(totals),
    '</w:tbl>',
    // Without a paragraph between them two tables would be one.
    paragraphXml('Caption', ''),
  ].join('')
}

const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
  .join('')

function rowXml(cells: readonly string[], widths: readonly number[], more = ''): string {
  const columns = cells.map(
    (cell, index) =>
      `<w:tc><w:tcPr><w:tcW w:w="${widths[index]}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>${cell}</w:tc>`,
  )
  return `<w:tr><w:trPr><w:cantSplit/>${more}</w:trPr>${columns.join('')}</w:tr>`
}

function widthsOf(columns: readonly TableColumn[]): readonly number[] {
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  return columns.map(({ width }) => Math.floor((page.text * width) / whole))
}
