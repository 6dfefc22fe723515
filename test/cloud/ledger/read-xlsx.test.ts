import { readXlsx } from '#cloud/ledger/read-xlsx'
import { packStored } from '../../support/pack-stored'
import { problemOf, right } from './files'

interface Parts {
  readonly sheet: string
  readonly strings?: string
  readonly styles?: string
  readonly workbook?: string
}

/** A workbook of one sheet, as programs write it that have nothing to do with each other: each part's XML as given. */
function book({ sheet, strings = '', styles = '', workbook = '' }: Parts): Uint8Array {
  const parts: Readonly<Record<string, string>> = {
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns:r="r">${workbook}<sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/sharedStrings.xml': `<sst>${strings}</sst>`,
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    'xl/worksheets/sheet1.xml': sheet,
  }
  return packStored(new Map(Object.entries(parts).map(([name, xml]) => [name, Buffer.from(xml)])))
}

const sheetOf = (rows: string, after = '') => `<worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`
const rowsOf = (parts: Parts) => right(readXlsx(book(parts))).sheets[0]?.rows.map(({ cells }) => cells)

test('texts lie in the shared list or in the cell, plain or in runs; how they are read aloud is no part of them', () => {
  const strings = `<si><t>1幢</t></si><si><r><t>1</t></r><r><rPr/><t xml:space="preserve">单元 </t></r><rPh sb="0" eb="1"><t>yi</t></rPh></si>`
  const row =
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><r><t>10</t></r><r><t>1&#x5ba4;</t></r></is></c></row>'
  expect(rowsOf({ strings, sheet: sheetOf(row) })).toEqual([['1幢', '1单元', '101室']])
})

test('a character that XML can’t hold is read as the programs write it', () => {
  expect(
    rowsOf({ strings: '<si><t>李_x000D_\n洋</t></si>', sheet: sheetOf('<row><c t="s"><v>0</v></c></row>') }),
  ).toEqual([['李 洋']])
})

test('rows and cells without a place come one after the other; gaps stay gaps', () => {
  const rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row r="3"><c r="B3"><v>3</v></c><c><v>4</v></c></row>'
  expect(rowsOf({ sheet: sheetOf(rows) })).toEqual([['1', '2'], [], ['', '3', '4']])
})

test('a number is a day by its style alone: built in, of its own, with words and colours, and counted from 1904', () => {
  const styles = `<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="[Red]0&quot;day&quot;"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs>`
  const cell = (style: number, value: string) => `<c s="${style}"><v>${value}</v></c>`
  const rows = `<row>${cell(0, '44287')}${cell(1, '44287')}${cell(2, '44287')}${cell(3, '44287')}${cell(4, '44287.5')}</row>`
  expect(rowsOf({ styles, sheet: sheetOf(rows) })).toEqual([
    ['44287', '2021-04-01', '2021-04-01', '44287', '2021-04-01 12:00:00'],
  ])
  const from1904 = rowsOf({
    styles,
    workbook: '<workbookPr date1904="1"/>',
    sheet: sheetOf(`<row>${cell(1, '42825')}</row>`),
  })
  expect(from1904).toEqual([['2021-04-01']])
})

test('what was only formatted is no row, and what stands beyond the hundredth column is not read', () => {
  const rows = '<row r="1"><c r="A1"><v>1</v></c><c r="CW1"><v>9</v></c></row><row r="9"><c r="A9" s="1"/></row>'
  expect(rowsOf({ sheet: sheetOf(rows) })).toEqual([['1']])
})

describe('is called damaged, and nothing is made of it', () => {
  test.each([
    ['XML that does not close', '<worksheet><sheetData><row>'],
    [
      'an entity of its own, which could grow without end',
      `<!DOCTYPE w [<!ENTITY a "aaaa">]>${sheetOf('<row><c t="inlineStr"><is><t>&a;</t></is></c></row>')}`,
    ],
    [
      'a file outside',
      `<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>${sheetOf('<row><c t="inlineStr"><is><t>&a;</t></is></c></row>')}`,
    ],
    ['a row below the last', sheetOf('<row r="1048577"><c><v>1</v></c></row>')],
    ['a cell that is nowhere', sheetOf('<row r="1"><c r="1A"><v>1</v></c></row>')],
    ['a merge that runs backwards', sheetOf('<row/>', '<mergeCells><mergeCell ref="B2:A1"/></mergeCells>')],
    [
      'a merge that hides how far it goes',
      sheetOf('<row/>', '<mergeCells><mergeCell xref="A1" ref="A1:XFD1048576"/></mergeCells>'),
    ],
  ])('%s', (_, sheet) => {
    expect(problemOf(readXlsx(book({ sheet }))).code).toBeGreaterThanOrEqual(4150)
  })
})
