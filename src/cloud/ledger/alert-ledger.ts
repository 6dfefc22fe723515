import * as v from 'valibot'
import { alertEnter } from '#contract/dissuasion'
import { type Problem, problem } from '#contract/problem'
import type { Milliseconds } from '#domain/time'
import { readAlertTime } from './alert-time'
import { type OwnWords, readFraudType, readLevel, readSource } from './alert-words'
import { type AlertColumn, alertHeader, type Columns, findHeader, houseHeader, rosterHeader } from './find-header'
import { quoted } from './quoted'
import { lineKind, onlyValue, type RowReport } from './row-report'
import type { Row, Workbook } from './workbook'

/** What a row says. Where it lives is the next question, and when it says no time, the import's own is taken. */
const content = v.omit(alertEnter.entries.body, ['doorId', 'raisedAt'])

export interface AlertPlan {
  readonly alerts: readonly AlertLine[]
  /** One for each row of the file, in its order. */
  readonly rows: readonly RowReport[]
}

export interface AlertLine {
  /** Of `rows`. */
  readonly index: number
  readonly content: v.InferOutput<typeof content>
  readonly raisedAt: Milliseconds | null
}

type Reading =
  | { readonly kind: 'alert'; readonly line: Omit<AlertLine, 'index'>; readonly remarks: readonly string[] }
  | { readonly kind: 'bad'; readonly reason: string }

/** 李 洋 is 李洋 spaced out; a Latin name keeps its spaces. */
function personName(cell: string): string {
  return cell.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
}

const bad = (reason: string): Reading => ({ kind: 'bad', reason })

/** What is only untidy is tidied in silence; what is doubtful is taken with a remark; what can't be acted on comes back. */
function readAlert(row: Row, columns: Columns<AlertColumn>, own: OwnWords): Reading {
  const cell = (column: AlertColumn) => row.cells[columns.get(column) ?? -1] ?? ''
  const remarks: string[] = []
  const number = cell('number').replace(/\s/g, '')
  if (!/^[A-Za-z0-9-]{1,40}$/.test(number))
    return bad(number === '' ? '没有预警编号，请补上' : `预警编号${quoted(number)}不对，只能是字母、数字和连字符`)
  const name = personName(cell('name'))
  if (name === '') return bad('没有姓名，请补上')
  const phone = cell('phone').replace(/[\s－—-]/g, '')
  if (!/^\+?\d{5,20}$/.test(phone))
    return bad(
      phone === ''
        ? '没有手机号，请补上'
        : `手机号${quoted(cell('phone'))}不对，请核对；若显示成了科学计数，请把这一列设为文本`,
    )
  const address = cell('address')
  if (address === '') return bad('没有预警地址，请补上')
  const level = columns.has('level') ? readLevel(cell('level')) : 'high'
  if (level === null)
    return bad(
      cell('level') === ''
        ? '没有风险等级，请写紧急、高、中或低'
        : `风险等级${quoted(cell('level'))}不认识，请写紧急、高、中或低`,
    )
  if (!columns.has('level')) remarks.push('表里没有风险等级，按“高”录入')
  const time = cell('time')
  const raisedAt = time === '' ? null : readAlertTime(time)
  if (time !== '' && raisedAt === null) return bad(`预警时间${quoted(time)}看不懂，请写成“2021-04-02 11:01”这样`)
  const fraudType = readFraudType(cell('fraud'), own)
  if (fraudType === null)
    remarks.push(
      cell('fraud') === '' ? '没有诈骗类型，按“其他”录入' : `诈骗类型${quoted(cell('fraud'))}不认识，按“其他”录入`,
    )
  const clue = cell('clue')
  if (clue.length > 300) return bad('线索摘要超过 300 字，请删短')
  const parsed = v.safeParse(content, {
    kind: 'dissuade',
    number,
    level,
    fraudType: fraudType ?? 'other',
    source: readSource(cell('source')),
    name,
    phone,
    address,
    ...(clue === '' ? {} : { clue }),
  })
  if (!parsed.success) return bad('这一行有过长的内容或存不下的字符，请核对')
  return { kind: 'alert', line: { content: parsed.output, raisedAt }, remarks }
}

/** A dry run: the alerts that a list names, and what became of each of its rows. Changes nothing. `own`: words of the street. */
export function planAlerts(workbook: Workbook, own: OwnWords = []): AlertPlan | Problem {
  if (!workbook.sheets.some((sheet) => findHeader(sheet, alertHeader))) {
    const other = workbook.sheets.some((sheet) => findHeader(sheet, houseHeader) ?? findHeader(sheet, rosterHeader))
    return other
      ? problem(4154, '这不是预警清单。请上传有“预警编号、风险等级”的表格。')
      : problem(4151, '没有找到表头。请保留写着“预警编号、风险等级、姓名、手机号、预警地址”的那一行。')
  }
  const alerts: AlertLine[] = []
  const rows: RowReport[] = []
  const firstSeen = new Map<string, { readonly sheet: string; readonly row: number; readonly line: AlertLine }>()
  for (const sheet of workbook.sheets) {
    let columns: Columns<AlertColumn> | null = null
    for (const row of sheet.rows) {
      const at = { sheet: sheet.name, row: row.number }
      const header = alertHeader(row)
      const aside = asideReason(row, columns, header)
      if (header) columns = header
      if (aside !== null || !columns) {
        rows.push({ ...at, verdict: 'ignored', reason: aside ?? '标题行' })
        continue
      }
      const reading = readAlert(row, columns, own)
      if (reading.kind === 'bad') {
        rows.push({ ...at, verdict: 'bad', reason: reading.reason })
        continue
      }
      const line: AlertLine = { ...reading.line, index: rows.length }
      const first = firstSeen.get(line.content.number)
      if (first) {
        const where = first.sheet === sheet.name ? `第${first.row}行` : `工作表“${first.sheet}”第${first.row}行`
        rows.push(
          isSame(line, first.line)
            ? { ...at, verdict: 'repeat', reason: `与${where}是同一条预警，只导入一次` }
            : { ...at, verdict: 'bad', reason: `预警编号与${where}相同，内容却不同，请核对编号` },
        )
        continue
      }
      firstSeen.set(line.content.number, { ...at, line })
      alerts.push(line)
      const reason = reading.remarks.join('；')
      rows.push({ ...at, verdict: 'alert', ...(reason === '' ? {} : { reason }) })
    }
  }
  return { alerts, rows }
}

function isSame(a: AlertLine, b: AlertLine): boolean {
  return a.raisedAt === b.raisedAt && JSON.stringify(a.content) === JSON.stringify(b.content)
}

/** Why a row is no alert, or null. */
function asideReason(row: Row, columns: object | null, header: object | null): string | null {
  if (header) return columns ? '重复的表头' : '表头'
  const kind = lineKind(row.cells)
  if (kind === 'blank') return '空行'
  if (kind === 'total') return '合计行，不是预警'
  if (kind === 'note') return '说明行'
  const only = onlyValue(row.cells)
  return !columns || (only !== null && /(?:清单|台账|一览表|汇总表|明细表)$/.test(only)) ? '标题行' : null
}
