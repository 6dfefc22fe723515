import { planAlerts } from '#cloud/ledger/alert-ledger'
import { readAlertTime } from '#cloud/ledger/alert-time'
import { planHouses } from '#cloud/ledger/house-ledger'
import { writeRejects } from '#cloud/ledger/write-rejects'
import { book, fixture, problemOf, read, right, sheet } from './files'

const header = '预警编号|预警时间|风险等级|诈骗类型|姓名|手机号|预警地址|线索摘要'
const planOf = (...lines: readonly string[]) => right(planAlerts(book(sheet('预警', header, ...lines))))
const reasonOf = (line: string) => planOf(line).rows[1]

describe('the list of alerts of the provincial export', () => {
  test('names 60 alerts, says the blank and the repeated row, and finds nothing else wrong', async () => {
    const { alerts, rows } = right(planAlerts(await read(fixture('预警导出.csv'), '预警导出.csv')))
    expect(alerts).toHaveLength(60)
    expect(
      rows.filter(({ verdict }) => verdict !== 'alert').map(({ row, verdict, reason }) => [row, verdict, reason]),
    ).toEqual([
      [1, 'ignored', '表头'],
      [11, 'ignored', '空行'],
      [63, 'repeat', '与第6行是同一条预警，只导入一次'],
    ])
    // What was only tidied (a tab behind the phone, three ways to write a time, 其它) is no remark.
    expect(rows.filter(({ verdict, reason }) => verdict === 'alert' && reason !== undefined)).toEqual([])
  })

  test('is read as it was meant: time in Suzhou, phone without its tab, quotes as they were typed', async () => {
    const { alerts } = right(planAlerts(await read(fixture('预警导出.csv'), '预警导出.csv')))
    expect(alerts[0]).toEqual({
      index: 1,
      raisedAt: Date.parse('2021-04-01T15:00:00+08:00'),
      content: {
        kind: 'dissuade',
        number: 'YJ20214000',
        level: 'urgent',
        fraudType: 'fake-courier-service',
        source: 'import',
        name: '陈洋',
        phone: '19900007751',
        address: '青枫苑5幢2单元501',
        clue: '访问可疑网址, 输入银行卡',
      },
    })
    expect(alerts[3]?.content.clue).toBe('大额转账"保证金"')
    expect(alerts[7]?.raisedAt).toBe(Date.parse('2021-04-08T09:05:00+08:00'))
    expect(alerts.find(({ content }) => content.number === 'YJ20214015')?.content.fraudType).toBe('other')
  })
})

test.each([
  ['2021年4月1日15时', '2021-04-01T15:00:00+08:00'],
  ['2021年4月1日15时30分', '2021-04-01T15:30:00+08:00'],
  ['2021-04-02 11:01', '2021-04-02T11:01:00+08:00'],
  ['2021/4/8 9:5', '2021-04-08T09:05:00+08:00'],
  ['2021-04-08 09:05:07', '2021-04-08T09:05:07+08:00'],
  ['2021.4.8', '2021-04-08T00:00:00+08:00'],
])('%s is a time', (text, expected) => {
  expect(readAlertTime(text)).toBe(Date.parse(expected))
})

test.each(['2021-02-30 10:00', '2021-04-08 25:00', '4月8日', '昨天', '44287.5'])('%s is none', (text) => {
  expect(readAlertTime(text)).toBeNull()
})

describe('a row of alerts', () => {
  test.each([
    ['|2021-04-02|高|虚假贷款|王磊|19900005862|青枫苑5幢1单元802|', '没有预警编号'],
    ['YJ 一|2021-04-02|高|虚假贷款|王磊|19900005862|青枫苑5幢1单元802|', '预警编号“YJ一”不对'],
    ['YJ1|2021-04-02|很高|虚假贷款|王磊|19900005862|青枫苑5幢1单元802|', '风险等级“很高”不认识'],
    ['YJ1|2021-04-02||虚假贷款|王磊|19900005862|青枫苑5幢1单元802|', '没有风险等级'],
    ['YJ1|上周|高|虚假贷款|王磊|19900005862|青枫苑5幢1单元802|', '预警时间“上周”看不懂'],
    ['YJ1|2021-04-02|高|虚假贷款||19900005862|青枫苑5幢1单元802|', '没有姓名'],
    ['YJ1|2021-04-02|高|虚假贷款|王磊|1.99E+10|青枫苑5幢1单元802|', '科学计数'],
    ['YJ1|2021-04-02|高|虚假贷款|王磊|19900005862||', '没有预警地址'],
  ])('that can’t be acted on comes back with its reason: %s', (line, reason) => {
    expect(reasonOf(line)).toMatchObject({ verdict: 'bad', reason: expect.stringContaining(reason) })
  })

  test('of an unknown kind of fraud is taken as 其他, and said', () => {
    const { alerts, rows } = planOf('YJ1|2021-04-02|高风险|量子诈骗|王 磊|199-0000-5862|青枫苑5幢1单元802|')
    expect(alerts[0]?.content).toMatchObject({ level: 'high', fraudType: 'other', name: '王磊', phone: '19900005862' })
    expect(rows[1]).toMatchObject({ verdict: 'alert', reason: expect.stringContaining('量子诈骗') })
  })

  test.each([
    ['虚假网络投资理财', 'fake-investment'],
    ['虚假投资理财类诈骗', 'fake-investment'],
    ['冒充公检法', 'fake-authority'],
    ['其它', 'other'],
  ])('that says %s is known without a remark', (word, type) => {
    const { alerts, rows } = planOf(`YJ1|2021-04-02|低|${word}|王磊|19900005862|青枫苑5幢1单元802|`)
    expect([alerts[0]?.content.fraudType, rows[1]?.reason]).toEqual([type, undefined])
  })

  test('with the number of another one that says something else is no repetition but a question', () => {
    const { alerts, rows } = planOf(
      'YJ1|2021-04-02|低|虚假贷款|王磊|19900005862|青枫苑5幢1单元802|',
      'YJ1|2021-04-02|低|虚假贷款|李静|19900005863|青枫苑5幢1单元803|',
    )
    expect(alerts).toHaveLength(1)
    expect(rows[2]).toMatchObject({ verdict: 'bad', reason: '预警编号与第2行相同，内容却不同，请核对编号' })
  })
})

test('other headings, a title, and columns in another order are the same list', () => {
  const { alerts, rows } = right(
    planAlerts(
      book(
        sheet(
          'Sheet1',
          '4月预警清单|4月预警清单|4月预警清单|4月预警清单|4月预警清单|4月预警清单|4月预警清单',
          '电话|编号|姓名|等级|类型|时间|地址',
          '19900005862|YJ1|王磊|紧急|刷单返利|2021-04-02 11:01:00|青枫苑5幢1单元802',
        ),
      ),
    ),
  )
  expect(rows.map(({ verdict }) => verdict)).toEqual(['ignored', 'ignored', 'alert'])
  expect(alerts[0]?.content).toMatchObject({ number: 'YJ1', level: 'urgent', phone: '19900005862' })
})

test('a list of alerts is taken for no house ledger, though it names addresses, nor the other way round', async () => {
  const list = await read(fixture('预警导出.csv'), '预警导出.csv')
  expect(problemOf(planHouses(list)).code).toBe(4151)
  expect(problemOf(planAlerts(await read(fixture('房屋台账.xlsx')))).code).toBe(4154)
})

test('a rejected row, mended, is imported as it is', async () => {
  const from = book(sheet('预警', header, 'YJ1|2021-04-02 11:01|很高|虚假贷款|王磊|19900005862|青枫苑5幢1单元802|'))
  const mended = await read(await writeRejects(from, right(planAlerts(from)).rows))
  const rows = mended.sheets[0]?.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => (cell === '很高' ? '高' : cell)),
  }))
  const { alerts } = right(planAlerts(book({ name: '预警', rows: rows ?? [] })))
  expect(alerts.map(({ content }) => [content.number, content.level])).toEqual([['YJ1', 'high']])
})

test('a fraud type of the street’s own is read by its word, spaced or not; without it the row says that it is not known', () => {
  const own = [{ id: 'x-ai-face' as const, word: 'AI 换脸' }]
  const list = book(sheet('预警', header, 'YJ-9|2021-04-02 11:01|高|AI换脸|王一|19912341234|青枫苑1幢101|'))
  const fraudOf = (plan: ReturnType<typeof planAlerts>) => right(plan).alerts.map(({ content }) => content.fraudType)
  expect(fraudOf(planAlerts(list, own))).toEqual(['x-ai-face'])
  expect(fraudOf(planAlerts(list))).toEqual(['other'])
})
