import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import iconv from 'iconv-lite'
import { planHouses } from '#cloud/ledger/house-ledger'
import { readWorkbook } from '#cloud/ledger/read-workbook'
import { unzip } from '#cloud/ledger/unzip'
import { packStored } from '../../support/pack-stored'
import { csvOfSheets, fixture, problemOf, read, right } from './files'

const MB = 1024 * 1024

interface ZipFile {
  name: string
  content: Buffer
  /** What the directory says instead of the truth. */
  declared?: number
}

/** A zip as an attacker may build it: deflated, and free to lie about the true size. */
function zip(files: readonly ZipFile[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, declared = content.length } of files) {
    const packed = deflateRawSync(content, { level: 9 })
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(declared, 18)
    common.writeUInt16LE(name.length, 22)
    const position = Buffer.alloc(14)
    position.writeUInt32LE(offset, 10)
    locals.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed)
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), common, position, Buffer.from(name))
    offset += 30 + name.length + packed.length
  }
  const tail = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(tail.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, tail, end])
}

async function xlsx(fill: (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  fill(workbook.addWorksheet('青枫苑'), workbook)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

const problem = async (bytes: Uint8Array, name = '台账.xlsx') => problemOf(await readWorkbook(bytes, name))

describe('what is no ledger', () => {
  test('more than 10 MB is turned away unread', async () => {
    expect(await problem(Buffer.alloc(11 * MB, 'a'))).toMatchObject({ code: 4130 })
  })

  test.each([
    ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), '图片'],
    ['a JPEG', Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF', 'latin1'), '图片'],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj'), 'PDF'],
    ['an old or encrypted xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '密码'],
    ['a web page', Buffer.from('\ufeff<html><table><tr><td>1幢</td></tr></table>'), '网页'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0]), '不是表格'],
    ['bytes of no encoding', Buffer.from([0xff, 0xff, 0xff, 0x2c, 0xff, 0x0a]), '不是表格'],
    ['a zip of something else', packStored(new Map([['a.txt', Buffer.from('a')]])), '没有工作簿'],
    ['half an xlsx', fixture('房屋台账.xlsx').slice(0, 9_000), '不完整'],
  ])('%s is called by its name, whatever its file is called', async (_, bytes, says) => {
    for (const name of ['台账.xlsx', '台账.csv']) {
      const { code, detail } = await problem(bytes, name)
      expect(code).toBe(4150)
      expect(detail).toContain(says)
    }
  })

  test('an empty file, blank lines and an empty workbook are empty', async () => {
    expect(await problem(Buffer.alloc(0), 'a.csv')).toMatchObject({ code: 4153 })
    expect(await problem(Buffer.from(',,\r\n , ,\r\n'), 'a.csv')).toMatchObject({ code: 4153 })
    expect(await problem(await xlsx(() => {}))).toMatchObject({ code: 4153 })
  })

  test('a csv whose quote never closes is refused with the row, for the rest would vanish in one cell', async () => {
    expect(await problem(Buffer.from('幢号,室号\n1幢,"101\n1幢,102\n'), 'a.csv')).toMatchObject({
      code: 4150,
      detail: expect.stringContaining('第2行'),
    })
  })
})

describe('a zip bomb', () => {
  const bookXml = { name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') }

  test('that declares more than 100 MB is not opened', async () => {
    expect(
      await problem(zip([bookXml, { name: 'xl/media/a.bin', content: Buffer.alloc(4), declared: 101 * MB }])),
    ).toMatchObject({
      code: 4131,
      detail: expect.stringContaining('解压后有'),
    })
  })

  test('that packs zeros more than 200 times over is not opened', async () => {
    expect(
      await problem(zip([bookXml, { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(20 * MB) }])),
    ).toMatchObject({
      code: 4131,
      detail: expect.stringContaining('200'),
    })
  })

  test('that lies about its size is stopped while inflating', async () => {
    const lie = { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(20 * MB), declared: 1000 }
    expect(await problem(zip([bookXml, lie]))).toMatchObject({
      code: 4131,
      detail: expect.stringContaining('比声明的大'),
    })
  })

  test('of thousands of files is not opened', async () => {
    const many = Array.from({ length: 2_001 }, (_, i) => ({ name: `a${i}`, content: Buffer.from('a') }))
    expect(await problem(zip([bookXml, ...many]))).toMatchObject({ code: 4131 })
  })
})

describe('a ledger too large', () => {
  test('is refused by its rows, in csv and in xlsx', async () => {
    expect(await problem(Buffer.from('1幢,101\n'.repeat(50_001)), 'a.csv')).toMatchObject({ code: 4152 })
    expect(right(await readWorkbook(Buffer.from('1幢,101\n'.repeat(50_000)), 'a.csv')).sheets[0]?.rows).toHaveLength(
      50_000,
    )
    const last = await xlsx((sheet) => {
      sheet.getCell('A50001').value = '1幢'
    })
    expect(await problem(last)).toMatchObject({ code: 4152, detail: expect.stringContaining('50001 行') })
  })

  const sheetOf = (xml: string) =>
    packStored(
      new Map<string, Uint8Array>([
        ['xl/workbook.xml', Buffer.from('<workbook/>')],
        ['xl/worksheets/sheet1.xml', Buffer.from(`<worksheet>${xml}</worksheet>`)],
      ]),
    )

  test.each([
    ['a merge over the whole sheet', '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', 4152],
    ['the same with other quotes', "<mergeCells><mergeCell\nref='A1:XFD1048576'/></mergeCells>", 4152],
    ['the same written with an entity', '<mergeCells><mergeCell ref="A1&#58;XFD1048576"/></mergeCells>', 4150],
    ['a million cells', '<c r="A1"/>'.repeat(90_000) + '<c>'.repeat(910_001), 4152],
    ['empty rows without end', `<row r="1"/>`.repeat(200_001), 4152],
  ])('is refused by %s before anything is built from it', async (_, xml, code) => {
    expect(await problem(sheetOf(xml))).toMatchObject({ code })
  })
})

describe('a workbook', () => {
  test('is told by its content: an xlsx called .csv and a csv called .xlsx are read', async () => {
    expect((await read(fixture('房屋台账.xlsx'), '台账.csv')).sheets.map(({ name }) => name)).toEqual([
      '青枫苑',
      '东亭商业街',
      '星港集宿区',
    ])
    expect((await read(Buffer.from('幢号,室号\n1幢,101\n'), '青枫苑.xlsx')).sheets).toMatchObject([
      { name: '青枫苑', rows: [{ number: 1 }, { number: 2 }] },
    ])
  })

  test('gives a merged cell to every cell it covers, down and to the right', async () => {
    const merged = await xlsx((sheet) => {
      sheet.addRows([
        ['台账', null, null],
        ['1幢', '101', null],
        [null, '102', null],
      ])
      sheet.mergeCells('A1:C1')
      sheet.mergeCells('A2:A3')
    })
    expect((await read(merged)).sheets[0]?.rows.map(({ cells }) => cells.slice(0, 2))).toEqual([
      ['台账', '台账'],
      ['1幢', '101'],
      ['1幢', '102'],
    ])
  })

  test('makes full-width digits and letters plain and trims, but leaves names and brackets as they are', async () => {
    const wide = await xlsx((sheet) => {
      sheet.addRow(['　１００２ ', 'Ａ座', '（住宅）①', '\uf9d1\u200b', '李　洋\n'])
    })
    expect((await read(wide)).sheets[0]?.rows[0]?.cells).toEqual(['1002', 'A座', '（住宅）①', '\uf9d1', '李 洋'])
  })

  test('reads numbers, dates, formulas, rich text and links as what they show', async () => {
    const kinds = await xlsx((sheet) => {
      sheet.addRow([
        101,
        new Date(Date.UTC(2021, 3, 1)),
        { formula: 'A1', result: 101 },
        { formula: 'A1&""', result: '101室' },
        { richText: [{ text: '1' }, { text: '幢' }] },
        { text: '1单元', hyperlink: 'https://example.com/' },
        true,
        { error: '#N/A' },
      ])
    })
    expect((await read(kinds)).sheets[0]?.rows[0]?.cells).toEqual([
      '101',
      '2021-04-01',
      '101',
      '101室',
      '1幢',
      '1单元',
      'true',
      '',
    ])
  })

  test('with a drop-down list, a named range and a width that span the whole sheet is read in a moment', async () => {
    const heavy = await xlsx((sheet, workbook) => {
      sheet.addRows([
        ['幢号', '单元', '室号'],
        ['1幢', '1单元', '101'],
      ])
      sheet.getColumn(2).width = 30
      sheet.getCell('A2').dataValidation = { type: 'list', allowBlank: true, formulae: ['"1幢,2幢"'] }
      workbook.definedNames.add('青枫苑!$A$1:$C$3', 'all')
    })
    const widened = widen(heavy)
    const start = Date.now()
    expect((await read(widened)).sheets[0]?.rows).toHaveLength(2)
    expect(Date.now() - start).toBeLessThan(2_000)
  })
})

/** Makes the list and the name span the sheet, as spreadsheet programs write them for whole columns. */
function widen(bytes: Uint8Array): Uint8Array {
  const unzipped = unzip(bytes, () => true)
  if (unzipped.kind !== 'files') throw new Error(unzipped.why)
  const wider = (text: string) =>
    text
      .replace(/sqref="A2"/, 'sqref="A2:C1048576"')
      .replace(/\$A\$1:\$C\$3/, '$A$1:$C$1048576')
      .replace(/<col min="2" max="2"/, '<col min="2" max="99999999"')
  const files = [...unzipped.files].map(([name, content]) => {
    const text = Buffer.from(content).toString()
    return [name, Buffer.from(/workbook\.xml$|sheet1\.xml$/.test(name) ? wider(text) : text)] as const
  })
  for (const wide of ['A2:C1048576', '$C$1048576', 'max="99999999"']) {
    expect(files.some(([, content]) => content.includes(wide))).toBe(true)
  }
  return packStored(new Map(files))
}

describe('a csv', () => {
  const rowsOf = async (text: string | Buffer) =>
    (await read(typeof text === 'string' ? Buffer.from(text) : text, 'a.csv')).sheets[0]?.rows.map(({ cells }) => cells)

  test('may quote commas, quotes and line breaks, end its lines in any way, and hold tabs beside commas', async () => {
    expect(await rowsOf('a,"1,2","说""好"""\r\n"两\n行",b\t,19900007751\t\rc,,5"\n')).toEqual([
      ['a', '1,2', '说"好"'],
      ['两 行', 'b', '19900007751'],
      ['c', '', '5"'],
    ])
  })

  test('may be separated by tabs or semicolons', async () => {
    expect(await rowsOf('a\tb,c\nd\te\n')).toEqual([
      ['a', 'b,c'],
      ['d', 'e'],
    ])
    expect(await rowsOf('a;b\nd;e\n')).toEqual([
      ['a', 'b'],
      ['d', 'e'],
    ])
  })

  test('in GBK and in UTF-8 reads alike, rare characters of names included', async () => {
    const text = '姓名,备注\n王玥珺,空置\n张喆,\n'
    expect(await rowsOf(iconv.encode(text, 'gb18030'))).toEqual(await rowsOf(text))
  })

  test('keeps the row numbers that a spreadsheet shows', async () => {
    const [first] = await csvOfSheets(fixture('房屋台账.xlsx'))
    const plan = right(planHouses(await read(Buffer.from(first?.csv ?? ''), '青枫苑.csv')))
    expect(plan.rows.find(({ verdict }) => verdict === 'bad')?.row).toBe(23)
  })
})
