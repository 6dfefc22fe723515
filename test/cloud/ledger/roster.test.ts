import { planRoster } from '#cloud/ledger/roster'
import { book, csvOfSheets, fixture, problemOf, read, right, sheet } from './files'

const header = '姓 名|身份|所属网格|负责楼幢|手机|起止日期'
const planOf = (...lines: readonly string[]) => right(planRoster(book(sheet('网格人员', header, ...lines))))
const reasonOf = (line: string) => planOf(line).rows[1]?.reason ?? 'no reason'

describe('the roster of a community', () => {
  test('names 17 people, each with role, grid, buildings and term', async () => {
    const { staff, rows } = right(planRoster(await read(fixture('人员名册.xlsx'))))
    expect(staff.map(({ role }) => role)).toEqual([
      ...Array<string>(6).fill('grid'),
      ...Array<string>(8).fill('volunteer'),
      'police',
      'police',
      'secretary',
    ])
    expect(staff[0]).toEqual({
      name: '徐志强',
      role: 'grid',
      grid: '第1网格',
      buildings: [{ compound: '青枫苑', building: '1幢' }],
      phone: '19900008464',
      from: null,
      to: null,
    })
    expect(staff[11]).toEqual({
      name: '黄桂兰',
      role: 'volunteer',
      grid: null,
      buildings: [
        { compound: '青枫苑', building: '6幢' },
        { compound: '青枫苑', building: '1幢' },
      ],
      phone: '19900003721',
      from: '2021-04-01',
      to: '2021-06-30',
    })
    expect(rows.filter(({ verdict }) => verdict !== 'staff').map(({ row, reason }) => [row, reason])).toEqual([
      [1, '标题行'],
      [2, '表头'],
    ])
  })

  test('holds two people called 陈志强, told apart by their phones', async () => {
    const { staff } = right(planRoster(await read(fixture('人员名册.xlsx'))))
    expect(staff.filter(({ name }) => name === '陈志强').map(({ phone }) => phone)).toEqual([
      '19900009097',
      '19900009125',
    ])
  })

  test('gives the same plan as csv', async () => {
    const [only] = await csvOfSheets(fixture('人员名册.xlsx'))
    const csv = await read(Buffer.from(only?.csv ?? ''), '网格人员.csv')
    expect(planRoster(csv)).toEqual(planRoster(await read(fixture('人员名册.xlsx'))))
  })
})

describe('a roster', () => {
  test.each([
    ['2021/4/1-2021/6/30', '2021-04-01', '2021-06-30'],
    ['2021年4月1日至2021年6月30日', '2021-04-01', '2021-06-30'],
    ['2021.4.1—2021.6.30', '2021-04-01', '2021-06-30'],
    ['2021-04-01 ~ 2021-06-30', '2021-04-01', '2021-06-30'],
    ['2021年4月1日至6月30日', '2021-04-01', '2021-06-30'],
    ['2021/4/1起', '2021-04-01', null],
    ['2021.4.1－至今', '2021-04-01', null],
    ['长期', null, null],
    ['', null, null],
  ])('reads the term “%s”', (term, from, to) => {
    expect(planOf(`周艳|志愿者||青枫苑1幢|19900004515|${term}`).staff).toMatchObject([{ from, to }])
  })

  test.each([
    ['青枫苑1、2幢', ['青枫苑1幢', '青枫苑2幢']],
    ['青枫苑1-3幢', ['青枫苑1幢', '青枫苑2幢', '青枫苑3幢']],
    ['青枫苑1幢，东亭商业街2栋', ['青枫苑1幢', '东亭商业街2幢']],
    ['青枫苑1幢2幢', ['青枫苑1幢', '青枫苑2幢']],
    ['青枫苑5号楼、5号楼', ['青枫苑5幢']],
    ['', []],
  ])('reads the buildings “%s”', (cell, expected) => {
    const [person] = planOf(`周艳|志愿者||${cell}|19900004515|`).staff
    expect(person?.buildings.map(({ compound, building }) => `${compound}${building}`)).toEqual(expected)
  })

  test.each([
    ['周艳|楼组长|||19900004515|', '身份“楼组长”不认识'],
    ['|志愿者|||19900004515|', '没有姓名'],
    ['周艳|志愿者|||1990000451|', '不是11位'],
    ['周艳|志愿者|||1.99E+10|', '科学计数'],
    ['周艳|志愿者||||', '没有手机号'],
    ['周艳|志愿者|||19900004515|2021/2/30-2021/6/30', '不存在的日子'],
    ['周艳|志愿者|||19900004515|2021/6/30-2021/4/1', '早于'],
    ['周艳|志愿者|||19900004515|春节前后', '看不懂'],
    ['周艳|志愿者||1、2幢|19900004515|', '没有写小区'],
    ['周艳|志愿者||全部|19900004515|', '看不懂'],
    ['周艳|志愿者||青枫苑1-100幢|19900004515|', '看不懂'],
  ])('hands back “%s” with the reason', (line, reason) => {
    expect(planOf(line)).toMatchObject({ staff: [], rows: [{ verdict: 'ignored' }, { verdict: 'bad' }] })
    expect(reasonOf(line)).toContain(reason)
  })

  test('takes one person written twice once, and one person in two roles twice', () => {
    const line = '李 洋|网格员|第1网格|青枫苑1幢|199 0000 8708|'
    const plan = planOf(line, '李洋|网格员|||+8619900008708|', '李洋|书记|||19900008708|')
    expect(plan.staff.map(({ name, role }) => [name, role])).toEqual([
      ['李洋', 'grid'],
      ['李洋', 'secretary'],
    ])
    expect(plan.rows[2]).toMatchObject({ row: 3, verdict: 'repeat', reason: '与第2行是同一人，只导入一次，按前一行' })
  })

  test('may have other headings, and the term in two columns', () => {
    const plan = right(
      planRoster(
        book(
          sheet('a', '岗位|电话|姓名|网格|楼栋|开始日期|结束日期', '志愿者|19900004515|周艳|||2021-04-01|2021-06-30'),
        ),
      ),
    )
    expect(plan.staff).toMatchObject([{ name: '周艳', from: '2021-04-01', to: '2021-06-30' }])
  })

  test('is turned away as a whole without a header, or when it is a house ledger', async () => {
    expect(problemOf(planRoster(book(sheet('a', '1|2'))))).toMatchObject({ code: 4151 })
    expect(problemOf(planRoster(await read(fixture('房屋台账.xlsx'))))).toMatchObject({ code: 4154 })
  })
})
