import type { Kysely } from 'kysely'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import { doorLabel } from '#cloud/queries/labels'
import { permit } from '#cloud/queries/permit'
import { ok, type Result, refuse } from '#cloud/result'
import type { ExportWhat } from '#contract/export'
import { MOST_EXPORT_DAYS, MOST_EXPORT_ROWS } from '#contract/limits'
import type { GroupCounts } from '#domain/activity-detail'
import { minuteText } from '#domain/document/dates'
import { instant, number, type Sheet, sheet, text, type Workbook } from '#domain/document/workbook'
import { daysBetween, MINUTE, type Milliseconds } from '#domain/time'
import { groupWord } from '#words/activity'
import { audienceWord, channelWord, leafletWord } from '#words/labels'
import { outcomeWord } from '#words/outcome'
import type { Composed, Exporter } from './composed'
import { activitiesOf, countRecords, handOutsOf, type Span, visitsOf } from './record-pages'
import { type Tally, tallied } from './record-tally'
import { type StreetWords, wordsOf } from './street-words'
import { writeXlsx } from './write-xlsx'

/**
 * A unit's visits, hand-outs and activities, a sheet each, and in front what they add up to. What was undone is listed, marked, and not
 * counted, as on the page. What a worker noted about a household stays where it is looked at one by one.
 */
export async function composeRecords(
  context: Context,
  { staff, unitId: unit, settings }: Exporter,
  { from, to }: Extract<ExportWhat, { kind: 'records' }>,
): Promise<Result<Composed>> {
  const refused = permit(context, staff, 'export.records', { unitId: unit })
  if (refused) return refused
  const days = daysBetween(from, to) + 1
  if (days < 1 || days > MOST_EXPORT_DAYS) return refuse(4229, undefined, 'what.to')
  const { db, clock } = context
  const span = { unit, from, to }
  const rows = await countRecords(db, span)
  if (rows > MOST_EXPORT_ROWS) return refuse(4133, `共 ${rows} 条，一次最多 ${MOST_EXPORT_ROWS} 条`)
  const named = await db.selectFrom('unit').select('name').where('unit_id', '=', unit).executeTakeFirstOrThrow()
  const title = `${named.name}宣传记录`
  const asOf = clock.now()
  return ok({
    fileName: `${title} ${from === to ? from : `${from}至${to}`}.xlsx`,
    type: 'xlsx',
    rows,
    logged: { kind: 'records', from, to },
    write: (watermark, told) =>
      writeXlsx(recordsWorkbook({ db, span, words: wordsOf(settings), told }, title, asOf), watermark),
  })
}

interface Reading {
  readonly db: Kysely<Tables>
  readonly span: Span
  readonly words: StreetWords
  readonly told: () => void
}

function recordsWorkbook(reading: Reading, title: string, asOf: Milliseconds): Workbook {
  const { span } = reading
  const { tally, rows: summary } = tallied()
  return {
    title,
    sheets: [
      sheet(
        '汇总',
        { item: text('项目', 24), figure: number('数量'), of: text('单位', 8), note: text('说明', 50) },
        summary,
        [
          `期间：${span.from} 至 ${span.to}，数据截至 ${minuteText(asOf)}`,
          '每个数都由后面各表的行逐行相加得出；已撤销的走访和活动列在表中，不计入。',
        ],
      ),
      visitSheet(reading, tally),
      handOutSheet(reading, tally),
      activitySheet(reading, tally),
    ],
  }
}

const yes = (is: boolean, word: string) => (is ? word : null)

/** A page's rows, made as they are written; each is told then. */
function* written<Row, Cells>(page: readonly Row[], told: () => void, cellsOf: (row: Row) => Cells): Generator<Cells> {
  for (const row of page) {
    told()
    yield cellsOf(row)
  }
}

function visitSheet({ db, span, told, words }: Reading, tally: Tally): Sheet {
  async function* rows() {
    for await (const page of visitsOf(db, span))
      yield written(page, told, (row) => {
        tally.visit(row)
        return {
          at: row.at,
          place: doorLabel(row),
          outcome: outcomeWord[row.outcome],
          adults: row.adults,
          topics: row.topics.map(words.fraud).join('、') || null,
          leaflets: row.leaflets,
          who: row.staffName,
          receivedAt: row.receivedAt,
          late: yes(row.late, '补传'),
          amended: yes(row.version > 1, '已更正'),
          undone: yes(row.undone, '已撤销'),
        }
      })
  }
  const columns = {
    at: instant('走访时间'),
    place: text('地点', 30),
    outcome: text('结果', 8),
    adults: number('成年人数'),
    topics: text('宣讲内容', 24),
    leaflets: number('资料份数'),
    who: text('走访人', 10),
    receivedAt: instant('送达时间'),
    late: text('补传', 8),
    amended: text('更正', 8),
    undone: text('撤销', 8),
  }
  return sheet('走访', columns, rows())
}

function handOutSheet({ db, span, told }: Reading, tally: Tally): Sheet {
  async function* rows() {
    for await (const page of handOutsOf(db, span))
      yield written(page, told, (row) => {
        tally.handOut(row)
        return {
          at: row.at,
          place: row.place,
          leaflet: leafletWord[row.leaflet],
          quantity: row.quantity,
          audience: audienceWord[row.audience],
          who: row.staffName,
          receivedAt: row.receivedAt,
          late: yes(row.late, '补传'),
          over: yes(row.overStock, '超库存'),
          reason: row.reason,
        }
      })
  }
  const columns = {
    at: instant('发放时间'),
    place: text('地点', 30),
    leaflet: text('资料', 14),
    quantity: number('份数'),
    audience: text('对象', 10),
    who: text('发放人', 10),
    receivedAt: instant('送达时间'),
    late: text('补传', 8),
    over: text('超库存', 8),
    reason: text('超库存说明', 24),
  }
  return sheet('发放', columns, rows())
}

const groupColumns = {
  officials: number(groupWord.officials),
  applicants: number(groupWord.applicants),
  kindergarten: number(groupWord.kindergarten),
  employees: number(groupWord.employees),
  shoppers: number(groupWord['online-shoppers']),
  visitors: number(groupWord['window-visitors']),
}

/** Not counted is not known, which is not 0. */
function groupCells(groups: GroupCounts) {
  const { officials = null, applicants = null, kindergarten = null, employees = null } = groups
  const { 'online-shoppers': shoppers = null, 'window-visitors': visitors = null } = groups
  return { officials, applicants, kindergarten, employees, shoppers, visitors }
}

function activitySheet({ db, span, told, words }: Reading, tally: Tally): Sheet {
  async function* rows() {
    for await (const page of activitiesOf(db, span))
      yield written(page, told, (row) => {
        tally.activity(row)
        return {
          from: row.from,
          to: row.to,
          minutes: Math.floor((row.to - row.from) / MINUTE),
          channel: channelWord[row.channel],
          title: row.title,
          place: row.place,
          audience: row.audience,
          ...groupCells(row.detail.groups ?? {}),
          reach: row.detail.reach ?? null,
          tags: row.detail.tags?.map(words.tag).join('、') || null,
          who: row.staffName,
          receivedAt: row.receivedAt,
          late: yes(row.late, '补传'),
          amended: yes(row.version > 1, '已更正'),
          undone: yes(row.undone, '已撤销'),
          note: row.note,
        }
      })
  }
  const columns = {
    from: instant('开始'),
    to: instant('结束'),
    minutes: number('时长（分）'),
    channel: text('形式', 12),
    title: text('名称', 20),
    place: text('地点', 30),
    audience: number('人数'),
    ...groupColumns,
    reach: number('触达数'),
    tags: text('标签', 24),
    who: text('记录人', 10),
    receivedAt: instant('送达时间'),
    late: text('补传', 8),
    amended: text('更正', 8),
    undone: text('撤销', 8),
    note: text('备注', 30),
  }
  return sheet('活动', columns, rows())
}
