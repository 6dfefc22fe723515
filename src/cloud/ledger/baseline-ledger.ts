import type { Problem } from '#contract/problem'
import type { UnitId } from '#domain/ids'
import { inYear } from '#domain/month'
import type { MonthFigures } from '#domain/press-down-rate'
import { type ListedUnit, readLoss, readMonth, readUnit } from './figure-cells'
import { type BaselineColumn, baselineHeader } from './figure-headings'
import { type FigurePlan, planFigures, type Reading } from './figure-ledger'
import { quoted } from './quoted'
import type { Workbook } from './workbook'

export interface BaselineLine {
  readonly unitId: UnitId
  readonly figures: MonthFigures
}

/** Base figures, a line a unit and month. `year`: the base year of the street's newest campaign. */
export function planBaseline(
  workbook: Workbook,
  units: readonly ListedUnit[],
  year: number,
): FigurePlan<BaselineLine> | Problem {
  return planFigures<BaselineColumn, BaselineLine>(workbook, {
    headerOf: baselineHeader,
    wanted: '没有找到表头。请保留写着“单位、月份、发案数、损失”的那一行。',
    read: (cell, heading) => readLine(cell, heading, units, year),
    keyOf: ({ unitId, figures }) => `${unitId} ${figures.month}`,
  })
}

function readLine(
  cell: (column: BaselineColumn) => string,
  heading: (column: BaselineColumn) => string,
  units: readonly ListedUnit[],
  year: number,
): Reading<BaselineLine> {
  const bad = (reason: string) => ({ kind: 'bad', reason }) as const
  const unit = readUnit(cell('unit'), units)
  if (unit === null) return bad(`单位${quoted(cell('unit'))}不在本街道的单位里，请写全称`)
  const month = readMonth(cell('month'), year)
  if (month === null) return bad(`月份${quoted(cell('month'))}看不懂，请写成“${year}-03”这样`)
  if (inYear(month, year) !== month) return bad(`${month} 不在基期 ${year} 年，请核对`)
  const cases = cell('cases').replace(/[\s起件]/g, '')
  if (!/^\d{1,6}$/.test(cases)) return bad(`发案数${quoted(cell('cases'))}看不懂，请写整数；没有发案写 0`)
  const loss = readLoss(cell('loss'), heading('loss'))
  if (loss === null) return bad(`损失${quoted(cell('loss'))}看不懂，请写数字，如 52000；没有损失写 0`)
  return { kind: 'line', line: { unitId: unit.id, figures: { month, cases: Number(cases), loss } } }
}
