import type { DayRange } from './campaign'
import { documentDate } from './document/dates'
import {
  type Block,
  numberColumn,
  type OfficialDocument,
  paragraph,
  table,
  textColumn,
} from './document/official-document'
import { hoursText, type ServiceDay, type ServiceFigures, serviceFigures } from './service-record'
import type { Role } from './staff'
import { dayOf, type Milliseconds } from './time'

/** Beside the figures' 1.2. `2021年3月27日` stands in one line also in a face wider than 仿宋, which a computer without it takes in its place. */
const DAY_WIDTH = 3.2

/** A person's service as it goes onto paper. */
export interface ServiceToPrint {
  readonly unitName: string
  readonly person: { readonly name: string; readonly number: string; readonly role: Role }
  readonly span: DayRange
  readonly days: readonly ServiceDay[]
  /** Records that the person's phone still holds: then the figures are not all. */
  readonly pending: number
  readonly asOf: Milliseconds
  /** The unit gives it out; otherwise the person took it out for himself, and it says so. */
  readonly certified: boolean
}

/** What the figures are called, in a line and above a narrow column; the page says the same. */
export const serviceLines: readonly {
  readonly id: keyof ServiceFigures
  readonly word: string
  readonly short: string
  readonly unit: string
}[] = [
  { id: 'minutes', word: '服务时长', short: '分钟', unit: '分钟' },
  { id: 'outings', word: '外出宣传', short: '外出', unit: '次' },
  { id: 'visits', word: '入户走访', short: '走访', unit: '户次' },
  { id: 'met', word: '见面宣传', short: '见面', unit: '户次' },
  { id: 'leaflets', word: '发放资料', short: '资料', unit: '份' },
  { id: 'activities', word: '参加活动', short: '活动', unit: '次' },
  { id: 'dissuasions', word: '参与劝阻', short: '劝阻', unit: '次' },
]

/**
 * A volunteer's certificate of service 志愿服务时长证明, anybody else's service record. The unit signs what its secretary takes out;
 * what the person takes out for himself is not signed.
 */
export function serviceDocument(service: ServiceToPrint): OfficialDocument {
  const { unitName, person, span, days, pending, asOf, certified } = service
  const title = serviceTitle(person.role)
  return {
    title: `${title}\n（${documentDate(span.from)}至${documentDate(span.to)}）`,
    addressee: null,
    blocks: [
      ...body(service),
      // The last words, so that the signature does not stand on a page of its own.
      paragraph(certified ? '特此证明。' : '本记录由本人导出，未经单位签章。'),
    ],
    attachments: [],
    signedBy: certified ? unitName : null,
    date: certified ? dayOf(asOf) : null,
    completeness:
      days.length === 0 && pending === 0
        ? null
        : { asOf, waiting: pending > 0 ? [`${person.name} ${pending} 条`] : [] },
  }
}

export function serviceTitle(role: Role): string {
  return role === 'volunteer' ? '志愿服务时长证明' : '反诈宣传服务记录'
}

function body({ unitName, person, span, days }: ServiceToPrint): readonly Block[] {
  const total = serviceFigures(days)
  const during = `${documentDate(span.from)}至${documentDate(span.to)}`
  const kind = person.role === 'volunteer' ? '反诈宣传志愿服务' : '反诈宣传工作'
  const who = `${person.name}（工号 ${person.number}）于${during}在${unitName}参加${kind}`
  if (days.length === 0) return [paragraph(`${who}，这段时间没有服务记录。`)]
  return [
    paragraph(`${who}，共 ${days.length} 天，累计 ${hoursText(total.minutes)}（${total.minutes} 分钟）。`),
    table(
      [textColumn('项目', 4), numberColumn('数量'), textColumn('单位', 1)],
      serviceLines.map(({ id, word, unit }) => [word, total[id], unit]),
      { caption: '表1 服务情况' },
    ),
    table(
      [textColumn('日期', DAY_WIDTH), ...serviceLines.map(({ short }) => numberColumn(short, { width: 1.2 }))],
      days.map((day) => [documentDate(day.day), ...serviceLines.map(({ id }) => day[id])]),
      { caption: '表2 每日明细', totals: ['合计', ...serviceLines.map(({ id }) => total[id])] },
    ),
    paragraph('时长由走访、发放和活动记录推算：同时进行的只算一次，每日不足一分钟的舍去。'),
  ]
}
