import type { Columns } from './find-header'
import { match } from './find-header'
import type { Row } from './workbook'

export type CrimeColumn = 'number' | 'date' | 'unit' | 'address' | 'fraud' | 'loss' | 'alert' | 'phone' | 'remark'
export type BaselineColumn = 'unit' | 'month' | 'cases' | 'loss' | 'remark'

const units = ['单位', '社区', '单位名称', '社区名称', '所属社区', '所属单位', '责任单位', '辖区']
const losses = ['损失', '损失金额', '损失数', '损失额', '涉案金额', '被骗金额', '案损', '案损金额']

const crimeHeadings: Readonly<Record<CrimeColumn, readonly string[]>> = {
  alert: ['预警编号', '预警号'],
  number: ['案件编号', '立案编号', '案号', '接警编号', '编号'],
  date: ['发案日期', '发案时间', '案发日期', '案发时间', '日期', '时间'],
  unit: units,
  address: ['地址', '住址', '详细地址', '居住地址', '现住址', '当事人地址', '受害人地址'],
  fraud: ['诈骗类型', '案件类型', '类型', '类别', '诈骗手法'],
  loss: losses,
  phone: ['手机号', '手机', '手机号码', '电话', '联系电话', '电话号码'],
  remark: ['备注', '说明', '序号'],
}
const crimeColumns = Object.keys(crimeHeadings) as readonly CrimeColumn[]

const baselineHeadings: Readonly<Record<BaselineColumn, readonly string[]>> = {
  unit: units,
  month: ['月份', '月', '年月', '统计月份'],
  cases: ['发案数', '立案数', '案件数', '发案', '立案', '起数', '发案起数', '立案起数'],
  loss: losses,
  remark: ['备注', '说明', '序号'],
}
const baselineColumns = Object.keys(baselineHeadings) as readonly BaselineColumn[]

/** The police's list: a number, a day, a unit and what was lost. */
export function crimeHeader(row: Row): Columns<CrimeColumn> | null {
  const columns = match(crimeHeadings, crimeColumns, row)
  return (['number', 'date', 'unit', 'loss'] as const).every((key) => columns.has(key)) ? columns : null
}

/** A line a unit and month. */
export function baselineHeader(row: Row): Columns<BaselineColumn> | null {
  const columns = match(baselineHeadings, baselineColumns, row)
  return (['unit', 'month', 'cases', 'loss'] as const).every((key) => columns.has(key)) ? columns : null
}
