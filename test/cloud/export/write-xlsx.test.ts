import ExcelJS from 'exceljs'
import { writeXlsx } from '#cloud/export/write-xlsx'
import { number, sheet, type Workbook } from '#domain/document/workbook'
import { joined } from '../../support/chunks'
import { evilWords, watermark, workbook } from '../../support/sample-documents'

async function opened(written: Workbook): Promise<{ description: string; sheet(name: string): ExcelJS.Worksheet }> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(await joined(writeXlsx(written, watermark))).buffer)
  return {
    description: book.description,
    sheet: (name) => {
      const found = book.getWorksheet(name)
      if (!found) throw new Error(`no sheet ${name}`)
      return found
    },
  }
}
const valuesOf = (row: ExcelJS.Row) => Array.isArray(row.values) && row.values.slice(1)

describe('a workbook', () => {
  it('has numbers, shares, days and times that can be calculated with', async () => {
    const summary = (await opened(workbook())).sheet('汇总')
    expect(valuesOf(summary.getRow(1))).toEqual(['项目', '数量', '占比', '起始日'])
    expect(valuesOf(summary.getRow(2))).toEqual(['走访', 120, 0.256, new Date('2021-03-30T00:00:00Z')])
    expect(summary.getCell('C2').numFmt).toBe('0.0%')
    // By Shanghai’s clock, as a sheet has no zone.
    const visits = (await opened(workbook())).sheet('走访')
    expect(visits.getCell('A2').value).toEqual(new Date('2021-04-14T17:30:00Z'))
    expect(visits.getCell('A2').numFmt).toContain('hh:mm')
  })

  it('tells 0 from what is not known', async () => {
    const summary = (await opened(workbook())).sheet('汇总')
    expect([summary.getCell('B3').value, summary.getCell('C3').value]).toEqual([0, null])
  })

  it('holds no formula and changes no letter, whatever a text begins with', async () => {
    const visits = (await opened(workbook())).sheet('走访')
    const cells = evilWords.map((_, index) => visits.getCell(`C${index + 2}`))
    expect(cells.map(({ value }) => value)).toEqual(evilWords)
    for (const cell of cells) expect([cell.type, cell.numFmt]).toEqual([ExcelJS.ValueType.String, '@'])
  })

  it('keeps its header in sight and on every printed page', async () => {
    const visits = (await opened(workbook())).sheet('走访')
    expect(visits.views).toEqual([expect.objectContaining({ state: 'frozen', ySplit: 1 })])
    expect(visits.pageSetup.printTitlesRow).toBe('1:1')
  })

  it('says on every page and below the last row of each sheet whose copy it is', async () => {
    const book = await opened(workbook())
    expect(book.description).toBe('青枫苑社区 陆书记（QFY001）2021-04-14 17:30 导出')
    for (const [name, last] of [
      ['汇总', 6],
      ['走访', 123],
    ] as const) {
      const found = book.sheet(name)
      expect(found.headerFooter.oddHeader).toContain('青枫苑社区 陆书记（QFY001）2021-04-14 17:30 导出')
      expect(found.getCell(`A${last}`).value).toBe('青枫苑社区 陆书记（QFY001）2021-04-14 17:30 导出')
    }
    expect(book.sheet('汇总').getCell('A5').value).toBe('见面率 = 见面 ÷ 走访')
  })

  it('opens whatever was pasted into a text: half an emoji and control characters become �', async () => {
    const text = 'a\u0000b\ud83dc\u{1f600}'
    const book = await opened({ title: text, sheets: [{ ...sheet('表', {}, []), notes: [text] }] })
    expect(book.sheet('表').getCell('A3').value).toBe('a�b�c\u{1f600}')
  })

  it('of the same rows has the same bytes', async () => {
    const [one, other] = [
      await joined(writeXlsx(workbook(), watermark)),
      await joined(writeXlsx(workbook(), watermark)),
    ]
    expect(Buffer.compare(one, other)).toBe(0)
  })

  it('is not made at all when a value does not fit its column', async () => {
    const wrong = { ...sheet('表', { figure: number('数量') }, []), rows: [['many']] }
    await expect(joined(writeXlsx({ title: '', sheets: [wrong] }, watermark))).rejects.toThrow('many')
  })
})

test('rows are taken as the file is read, never far ahead', async () => {
  let given = 0
  function* rows() {
    for (; given < 100_000; given += 1) yield { figure: given }
  }
  const chunks = writeXlsx({ title: '', sheets: [sheet('表', { figure: number('数量') }, rows())] }, watermark)
  let most = 0
  let read = 0
  for await (const _ of chunks) {
    most = Math.max(most, given - read)
    read = given
  }
  expect(given).toBe(100_000)
  // A part of 64 KB of XML has some 1,500 such rows, and the packer hands chunks out every few parts.
  expect(most).toBeLessThan(10_000)
})
