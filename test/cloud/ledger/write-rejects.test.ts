import ExcelJS from 'exceljs'
import { planHouses } from '#cloud/ledger/house-ledger'
import type { Workbook } from '#cloud/ledger/workbook'
import { writeRejects } from '#cloud/ledger/write-rejects'
import { book, fixture, read, right, sheet } from './files'

const rejectsOf = async (workbook: Workbook) => writeRejects(workbook, right(planHouses(workbook)).rows)

async function open(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(new Uint8Array(bytes).buffer)
  return workbook
}

describe('the rows handed back', () => {
  test('are the 12 bad ones, each with its sheet, its row number and the reason', async () => {
    const back = await read(await rejectsOf(await read(fixture('房屋台账.xlsx'))))
    const lines = back.sheets.flatMap(({ rows }) => rows.slice(3).map(({ cells }) => cells))
    expect(lines).toHaveLength(12)
    expect(lines[0]).toEqual([
      '20',
      '1幢',
      '',
      '地下室?',
      '',
      '',
      '',
      '青枫苑',
      '23',
      expect.stringContaining('地下室?'),
    ])
    expect(back.sheets.map(({ name }) => name)).toEqual(['青枫苑', '星港集宿区'])
  })

  test('can be mended and imported as they are: the doors land where they belong', async () => {
    const back = await read(await rejectsOf(await read(fixture('房屋台账.xlsx'))))
    const mended: Workbook = {
      sheets: back.sheets.map((from) => ({
        ...from,
        rows: from.rows.map((row) =>
          row.number > 3
            ? { ...row, cells: row.cells.map((cell, i) => (i === 3 ? `${1200 + row.number}` : cell)) }
            : row,
        ),
      })),
    }
    const { compounds, rows } = right(planHouses(mended))
    expect(rows.filter(({ verdict }) => verdict === 'door')).toHaveLength(12)
    expect(compounds.map(({ name, kind }) => [name, kind])).toEqual([
      ['青枫苑', 'residential'],
      ['星港集宿区', 'dormitory'],
    ])
  })

  test('hold no formula, whatever the uploaded cells begin with', async () => {
    const evil = ['=HYPERLINK("http://example.com";"1")', '+1+1', '-1+1', '@SUM(A1)', '\t=1+1']
    const workbook = await open(
      await rejectsOf(book(sheet('=青枫苑/[1]', '幢号|单元|室号|户主', ...evil.map((cell) => `1幢||不详|${cell}`)))),
    )
    const cells = evil.map((_, i) => workbook.worksheets[0]?.getRow(i + 2).getCell(4))
    expect(cells.map((cell) => cell?.value)).toEqual(evil.map((cell) => cell.trim()))
    for (const cell of cells) {
      expect(cell?.type).toBe(ExcelJS.ValueType.String)
      expect(cell?.formula).toBeUndefined()
      expect(cell?.numFmt).toBe('@')
    }
  })

  test('lie in sheets whose names a spreadsheet program accepts, no two alike', async () => {
    const long = '一个名字特别特别特别特别特别特别特别特别特别特别长的小区台账'
    const lines = ['幢号|单元|室号', '1幢||不详']
    const workbook = await open(
      await rejectsOf(book(sheet(`${long}甲`, ...lines), sheet(`${long}乙`, ...lines), sheet('a/b', ...lines))),
    )
    const names = workbook.worksheets.map(({ name }) => name)
    expect(new Set(names).size).toBe(3)
    expect(names.every((name) => name.length <= 31)).toBe(true)
  })

  test('are a file with a word of explanation when there are none', async () => {
    const workbook = await open(await rejectsOf(book(sheet('青枫苑', '幢号|单元|室号', '1幢|1单元|101'))))
    expect(workbook.worksheets[0]?.getCell('A1').value).toBe('没有未导入的行')
  })
})
