import * as v from 'valibot'
import { crimeEnter } from '#contract/crime'
import type { Problem } from '#contract/problem'
import type { UnitId } from '#domain/ids'
import { dayOf } from '#domain/time'
import { readAlertTime } from './alert-time'
import { type OwnWords, readFraudType } from './alert-words'
import { type ListedUnit, readLoss, readUnit } from './figure-cells'
import { type CrimeColumn, crimeHeader } from './figure-headings'
import { type FigurePlan, planFigures, type Reading } from './figure-ledger'
import { quoted } from './quoted'
import type { Workbook } from './workbook'

export interface CrimeLine {
  readonly unitId: UnitId
  readonly body: v.InferOutput<typeof crimeEnter.entries.body>
}

/** A list of crimes as the police have it: number, day, unit, address, type, loss. */
export function planCrimes(
  workbook: Workbook,
  units: readonly ListedUnit[],
  own: OwnWords,
): FigurePlan<CrimeLine> | Problem {
  return planFigures<CrimeColumn, CrimeLine>(workbook, {
    headerOf: crimeHeader,
    wanted: '没有找到表头。请保留写着“案件编号、发案日期、单位、损失”的那一行。',
    read: (cell, heading) => readCrime(cell, heading, units, own),
    keyOf: ({ body }) => body.number,
  })
}

function readCrime(
  cell: (column: CrimeColumn) => string,
  heading: (column: CrimeColumn) => string,
  units: readonly ListedUnit[],
  own: OwnWords,
): Reading<CrimeLine> {
  const bad = (reason: string) => ({ kind: 'bad', reason }) as const
  const number = cell('number')
  if (number === '') return bad('没有案件编号，请补上')
  const unit = readUnit(cell('unit'), units)
  if (unit === null) return bad(`单位${quoted(cell('unit'))}不在本街道的单位里，请写全称`)
  const at = readAlertTime(cell('date'))
  if (at === null) return bad(`发案日期${quoted(cell('date'))}看不懂，请写成“2021-04-02”或“2021-04-02 19:40”这样`)
  const loss = readLoss(cell('loss'), heading('loss'))
  if (loss === null) return bad(`损失${quoted(cell('loss'))}看不懂，请写数字，如 52000；没有损失写 0`)
  const address = cell('address')
  if (address === '') return bad('没有地址，请补上')
  const fraudType = readFraudType(cell('fraud'), own)
  const phone = cell('phone').replace(/[\s－—-]/g, '')
  const alert = cell('alert')
  const on = dayOf(at)
  const parsed = v.safeParse(crimeEnter.entries.body, {
    number,
    on,
    time: /[:：时点]/.test(cell('date')) ? clockOf(at) : null,
    doorId: null,
    buildingId: null,
    fraudType: fraudType ?? 'other',
    loss,
    alert: alert === '' ? null : alert,
    address,
    ...(phone === '' ? {} : { phone }),
  })
  if (!parsed.success) return bad('这一行有过长的内容、不对的电话或存不下的字符，请核对')
  const line = { unitId: unit.id, body: parsed.output }
  if (fraudType !== null) return { kind: 'line', line }
  return { kind: 'line', line, remark: `诈骗类型${quoted(cell('fraud'))}不认识，按“其他”录入` }
}

const SHANGHAI_OFFSET = 8 * 3_600_000

function clockOf(at: number): string {
  return new Date(at + SHANGHAI_OFFSET).toISOString().slice(11, 16)
}
