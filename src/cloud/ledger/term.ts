import { quoted } from './quoted'
/** First and last day of service, both included, as `YYYY-MM-DD`; null is open. */
export interface Term {
  readonly from: string | null
  readonly to: string | null
}

export type TermReading =
  | { readonly kind: 'term'; readonly term: Term }
  | { readonly kind: 'none'; readonly reason: string }

const DAY = '(\\d{1,2})[月./-](\\d{1,2})[日号]?'
const one = new RegExp(`^(\\d{4})[年./-]${DAY}$`)
const two = new RegExp(`^(\\d{4})[年./-]${DAY}(?:-|至|到)(?:(\\d{4})[年./-])?${DAY}$`)
const open = /^(.+?)(?:-|至|到)?(?:今|长期|起|至今)$/

function tidy(text: string): string {
  return text
    .replace(/\s/g, '')
    .replace(/[－—–―−~～]+/g, '-')
    .replace(/[／]/g, '/')
    .replace(/[．。]/g, '.')
}

/** Null for a day that no calendar has: 2021-02-30. */
function day(year: string, month: string, date: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const parsed = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text) ? text : null
}

const none = (reason: string): TermReading => ({ kind: 'none', reason })

/** `2021/4/1-2021/6/30`, `2021年4月1日至6月30日`, `2021.4.1—2021.6.30`, `2021/4/1起`, one day, or nothing. */
export function readTerm(cell: string): TermReading {
  const text = tidy(cell)
  if (text === '' || text === '长期' || text === '-') return { kind: 'term', term: { from: null, to: null } }
  const both = two.exec(text)
  if (both) {
    const [, year = '', month = '', date = '', endYear = year, endMonth = '', endDate = ''] = both
    const from = day(year, month, date)
    const to = day(endYear, endMonth, endDate)
    if (from === null || to === null) return none(`起止日期${quoted(cell)}里有不存在的日子，请核对`)
    return from > to ? none(`起止日期${quoted(cell)}的结束早于开始，请核对`) : { kind: 'term', term: { from, to } }
  }
  const [, year = '', month = '', date = ''] = one.exec(open.exec(text)?.[1] ?? text) ?? []
  if (year === '') return none(`起止日期${quoted(cell)}看不懂，请写成“2021/4/1-2021/6/30”这样`)
  const from = day(year, month, date)
  return from === null ? none(`日期${quoted(cell)}不存在，请核对`) : { kind: 'term', term: { from, to: null } }
}
