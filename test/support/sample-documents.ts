import {
  heading,
  numberColumn,
  type OfficialDocument,
  paragraph,
  table,
  textColumn,
} from '#domain/document/official-document'
import type { Watermark } from '#domain/document/watermark'
import { day, instant, number, percent, sheet, text, type Workbook } from '#domain/document/workbook'
import { type LocalDate, MINUTE } from '#domain/time'

const at = Date.parse('2021-04-14T17:30:00+08:00')
export const watermark: Watermark = { unit: '青枫苑社区', name: '陆书记', number: 'QFY001', at }

/** Two pages and more: every kind of block, a table that goes over the page, two attachments, two people who have not sent all. */
export const report: OfficialDocument = {
  title: '青枫苑社区关于2021年4月上半月\n反诈宣传工作情况的报告',
  addressee: '唯亭街道打击治理电信网络新型违法犯罪领导小组',
  blocks: [
    paragraph('根据《唯亭街道“百日会战”工作方案》要求，现将我社区2021年3月30日至4月14日反诈宣传工作情况报告如下。'),
    heading(1, '工作开展情况'),
    heading(2, '入户走访'),
    paragraph('网格员、志愿者入户走访1248户，见面702户，见面劝阻3人，发放宣传资料2310份；每日宣传时长均达到60分钟。'),
    heading(3, '小区走访'),
    paragraph('青枫苑小区走访率86%。'),
    heading(4, '未走访户'),
    paragraph('集中在3幢、7幢，主要原因是白天无人。'),
    heading(2, '宣传活动'),
    table(
      [
        textColumn('楼栋', 3),
        numberColumn('户数'),
        numberColumn('走访户数'),
        numberColumn('见面率', { decimals: 1, suffix: '%' }),
      ],
      Array.from({ length: 40 }, (_, index) => [
        `青枫苑 ${index + 1}幢`,
        96,
        40 + index,
        index % 7 === 0 ? null : 41.666 + index / 3,
      ]),
      { caption: '表1 各楼栋走访情况', totals: ['合计', 3840, 2380, 48.2] },
    ),
    heading(1, '存在问题'),
    paragraph('一是部分租户白天不在家；\n二是个别商户流动性大。'),
    heading(1, '下一步打算'),
    paragraph('继续利用晚间时段补访。'),
  ],
  attachments: ['走访记录汇总表', '宣传活动明细表'],
  signedBy: '青枫苑社区居民委员会',
  date: '2021-04-14' as LocalDate,
  completeness: { asOf: at, waiting: ['周敏 2 条', '顾晓芸 1 条'] },
}

/** Words that a careless writer would take for formulas, tags or commands of a header. */
export const evilWords = [
  '=HYPERLINK("http://example.com";"1")',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1+1',
  '<a> & "b"',
  '007',
]

/** A summary and a sheet whose rows come in pages. */
export function workbook(rows = 120): Workbook {
  const visit = (index: number) => ({
    at: at - index * MINUTE,
    place: `青枫苑 ${index + 1}幢 1单元 101`,
    note: evilWords[index] ?? null,
  })
  async function* visits() {
    for (let from = 0; from < rows; from += 50)
      yield Array.from({ length: Math.min(50, rows - from) }, (_, index) => visit(from + index))
  }
  return {
    title: '青枫苑社区宣传记录',
    sheets: [
      sheet(
        '汇总',
        { item: text('项目', 20), figure: number('数量'), share: percent('占比'), since: day('起始日') },
        [
          { item: '走访', figure: rows, share: 0.256, since: '2021-03-30' as LocalDate },
          { item: '见面', figure: 0, share: null, since: null },
        ],
        ['见面率 = 见面 ÷ 走访'],
      ),
      sheet('走访', { at: instant('时间'), place: text('地点', 30), note: text('备注', 30) }, visits()),
    ],
  }
}
