import iconv from 'iconv-lite'
import { planHouses } from '#cloud/ledger/house-ledger'
import type { Workbook } from '#cloud/ledger/workbook'
import { book, csvOfSheets, fixture, problemOf, read, right, sheet } from './files'

const plan = (workbook: Workbook) => right(planHouses(workbook))
const doorsOf = (workbook: Workbook) =>
  plan(workbook).compounds.flatMap(({ name, buildings }) =>
    buildings.flatMap((building) =>
      building.doors.map((door) => ({ compound: name, building: building.name, ...door })),
    ),
  )
const reports = (workbook: Workbook, verdict: string) => plan(workbook).rows.filter((row) => row.verdict === verdict)
const where = ({ sheet: name, row }: { sheet: string; row: number }) => `${name} ${row}`

describe('the ledger of three compounds', () => {
  let ledger: Workbook
  beforeAll(async () => {
    ledger = await read(fixture('房屋台账.xlsx'))
  })

  test('names 536 doors: homes, shops and dormitory rooms, each in its building', () => {
    expect(doorsOf(ledger)).toHaveLength(536)
    expect(
      plan(ledger).compounds.map(({ name, kind, buildings }) => [name, kind, buildings.map((b) => b.doors.length)]),
    ).toEqual([
      ['青枫苑', 'residential', [44, 44, 44, 44, 44, 44]],
      ['东亭商业街', 'commercial', [40, 40]],
      ['星港集宿区', 'dormitory', [96, 96]],
    ])
  })

  test('repeats 8 rows, each named with the row it repeats', () => {
    const repeats = reports(ledger, 'repeat')
    expect(repeats.map(where)).toEqual([
      '青枫苑 56',
      '青枫苑 118',
      '青枫苑 124',
      '青枫苑 131',
      '青枫苑 209',
      '东亭商业街 79',
      '星港集宿区 77',
      '星港集宿区 157',
    ])
    expect(repeats[0]).toMatchObject({ door: '青枫苑2幢1单元202', reason: '与第55行是同一户，只导入一次' })
  })

  test('has 12 rows that name no door, each with what to do', () => {
    const bad = reports(ledger, 'bad')
    expect(bad.map(where)).toEqual([
      '青枫苑 23',
      '青枫苑 80',
      '青枫苑 101',
      '青枫苑 108',
      '青枫苑 171',
      '青枫苑 175',
      '青枫苑 248',
      '青枫苑 270',
      '星港集宿区 40',
      '星港集宿区 107',
      '星港集宿区 131',
      '星港集宿区 169',
    ])
    expect(bad.every(({ reason }) => /请|删去/.test(reason ?? ''))).toBe(true)
    expect(bad[0]?.reason).toContain('地下室?')
    expect(bad[11]?.reason).toContain('见附表')
  })

  test('reports on every row of the file, and says why it leaves one aside', () => {
    const rows = plan(ledger).rows
    expect(rows).toHaveLength(287 + 87 + 204)
    expect(rows.filter(({ verdict, reason }) => verdict === 'ignored' && !reason)).toEqual([])
    expect(rows.find(({ sheet: name, row }) => name === '青枫苑' && row === 287)?.reason).toContain(
      '表上写272户，读出264户',
    )
  })

  test('tells the empty homes and where they stand', () => {
    const vacant = doorsOf(ledger).filter((door) => door.vacant)
    expect(vacant).toHaveLength(23)
    expect(vacant[0]).toEqual({
      compound: '青枫苑',
      building: '1幢',
      stairwell: 1,
      floor: 10,
      room: '1002',
      vacant: true,
    })
  })

  test('gives away nobody: no name and no phone number is in the plan', () => {
    expect(JSON.stringify(plan(ledger))).not.toMatch(/199\d{8}|赵志强|王敏/)
  })

  test.each([
    ['UTF-8', (csv: string) => Buffer.from(csv)],
    ['UTF-8 with a byte order mark', (csv: string) => Buffer.from(`\ufeff${csv}`)],
    ['GBK', (csv: string) => iconv.encode(csv, 'gbk')],
    ['UTF-16 with tabs', (csv: string) => Buffer.from(`\ufeff${csv.replace(/,/g, '\t')}`, 'utf16le')],
  ])('gives the same plan as csv in %s', async (_, encode) => {
    const sheets = await csvOfSheets(fixture('房屋台账.xlsx'))
    const files = await Promise.all(sheets.map(({ name, csv }) => read(encode(csv), `${name}.csv`)))
    const together = book(...files.flatMap((file) => file.sheets))
    expect(plan(together)).toEqual(plan(ledger))
  })

  test('gives the same doors when its sheets lie one below the other in a single csv', async () => {
    const csv = (await csvOfSheets(fixture('房屋台账.xlsx'))).map((part) => part.csv).join('')
    expect(doorsOf(await read(Buffer.from(csv), '全部.csv'))).toEqual(doorsOf(ledger))
  })
})

describe('a house ledger', () => {
  const usual = doorsOf(book(sheet('青枫苑', '序号|幢号|单元|室号|备注', '1|1幢|2单元|503|空置', '2|2幢|1单元|101|')))

  test('may have its columns in any order and under other names', () => {
    expect(
      doorsOf(book(sheet('青枫苑', '备 注|房 号|楼栋|姓名|单元号', '空置|503|1幢|某|2', '|101室|2号楼|某|1'))),
    ).toEqual(usual)
  })

  test('may hold nothing but addresses', () => {
    expect(doorsOf(book(sheet('Sheet1', '地址|备注', '青枫苑1幢2单元503|空置', '青枫苑2幢1单元101室|')))).toEqual(usual)
  })

  test('may write the building once, on the first row or on a line of its own', () => {
    expect(
      doorsOf(book(sheet('青枫苑', '幢号|单元|室号', '1幢|1单元|101', '||102', '|2单元|103', '||104'))),
    ).toMatchObject([
      { stairwell: 1, room: '101' },
      { stairwell: 1, room: '102' },
      { stairwell: 2, room: '103' },
      { stairwell: 2, room: '104' },
    ])
    expect(doorsOf(book(sheet('青枫苑', '幢号|单元|室号', '3幢|3幢|3幢', '|1单元|101')))).toMatchObject([
      { building: '3幢' },
    ])
  })

  test('does not carry a building over a blank row', () => {
    const [report] = reports(book(sheet('青枫苑', '幢号|单元|室号', '1幢|1单元|101', '||', '|1单元|102')), 'bad')
    expect(report).toMatchObject({ row: 4, reason: '没有幢号，请补上这一户在哪一幢' })
  })

  test('does not carry a building past a whole address of another one', () => {
    const ledger = book(sheet('青枫苑', '幢号|单元|室号', '1幢|1单元|101', '||2-1-101', '|1单元|102'))
    expect(reports(ledger, 'bad').map(({ row }) => row)).toEqual([4])
  })

  test('takes a building begun by a bad row for the rows below it', () => {
    expect(
      doorsOf(book(sheet('青枫苑', '幢号|单元|室号|户主', '1幢|1单元|101|某', '2幢||地下室?|', '|1单元|101|某'))),
    ).toMatchObject([{ building: '1幢' }, { building: '2幢' }])
  })

  test('hands back a row whose stairwell is missing where another row gives the same room with one', () => {
    const ledger = book(sheet('青枫苑', '幢号|单元|室号|备注', '1幢||101|', '1幢|1单元|101|', '1幢||201|'))
    expect(reports(ledger, 'bad')).toMatchObject([{ row: 2, reason: expect.stringContaining('请补上单元') }])
    expect(doorsOf(ledger)).toMatchObject([
      { stairwell: 1, room: '101' },
      { stairwell: null, room: '201' },
    ])
  })

  test('hands back a row whose address names another building than its column', () => {
    const ledger = book(sheet('青枫苑', '幢号|单元|室号', '1幢||2-1-101'))
    expect(reports(ledger, 'bad')).toMatchObject([
      { row: 2, reason: '幢号一栏写的是1幢，住址“2-1-101”写的是2幢，请核对' },
    ])
  })

  test('hands back rows whose compound nobody names', () => {
    expect(reports(book(sheet('Sheet1', '幢号|单元|室号', '1幢|1|101')), 'bad')).toMatchObject([{ row: 2 }])
    expect(reports(book(sheet('Sheet1', '示例社区房屋台账', '幢号|单元|室号', '1幢|1|101')), 'bad')).toMatchObject([
      { row: 3 },
    ])
  })

  test('may carry a title that covers several compounds: the addresses name their own', () => {
    const ledger = book(
      sheet('Sheet1', '示例社区房屋台账', '序号|地址', '1|示例路12号青枫苑1幢2单元503', '2|枫林小区2幢101'),
    )
    expect(doorsOf(ledger)).toMatchObject([{ compound: '青枫苑' }, { compound: '枫林小区' }])
  })

  test('repeats a door across sheets and in another style of writing', () => {
    const ledger = book(
      sheet('青枫苑', '幢号|单元|室号', '1幢|1单元|101'),
      sheet('补充', '青枫苑房屋台账', '地址|备注', '青枫苑小区1号楼1单元101室|'),
    )
    expect(doorsOf(ledger)).toHaveLength(1)
    expect(reports(ledger, 'repeat')).toMatchObject([
      { sheet: '补充', row: 3, reason: '与工作表“青枫苑”第2行是同一户，只导入一次' },
    ])
  })

  test('ignores a header printed again, totals and the line of who made the table', () => {
    const ledger = book(
      sheet(
        '青枫苑',
        '幢号|单元|室号',
        '1幢|1单元|101',
        '幢号|单元|室号',
        '1幢|1单元|102',
        '小计|2户|',
        '填表人：某||',
      ),
    )
    expect(plan(ledger).rows.map(({ verdict, reason }) => (verdict === 'ignored' ? reason : verdict))).toEqual([
      '表头',
      'door',
      '重复的表头',
      'door',
      '合计行，不是住户；上面读出2户，重复0行，有问题0行',
      '说明行',
    ])
  })

  test('says that a sheet without a header was not read', () => {
    const ledger = book(sheet('青枫苑', '幢号|单元|室号', '1幢|1单元|101'), sheet('填表说明', '每户一行', '写清楚'))
    expect(reports(ledger, 'ignored').at(-1)).toMatchObject({ sheet: '填表说明', reason: '这张工作表没有表头，没有读' })
  })

  test('is turned away as a whole without any header, or when it is a roster', async () => {
    expect(problemOf(planHouses(book(sheet('a', '1|2|3'))))).toMatchObject({ code: 4151 })
    expect(problemOf(planHouses(await read(fixture('人员名册.xlsx'))))).toMatchObject({ code: 4154 })
  })
})
