import type { CrimeChange, CrimeField } from '#domain/crime'
import type { FraudType } from '#domain/fraud-type'
import type { LocalMonth } from '#domain/month'
import type { Rate } from '#domain/press-down-rate'
import { fraudWord } from './fraud'

/** `5.2 万元`, `800 元` */
export function yuanWord(yuan: number): string {
  if (yuan < 10_000) return `${yuan} 元`
  return `${Number((yuan / 10_000).toFixed(2))} 万元`
}

/** `3月` */
export function monthWord(month: LocalMonth): string {
  return `${Number(month.slice(5))}月`
}

/** `25.0%`, a rise as `−20.0%`; why there is none. */
export function rateWord(rate: Rate): string {
  switch (rate.kind) {
    case 'rate': {
      const { tenths } = rate
      return `${tenths < 0 ? '−' : ''}${(Math.abs(tenths) / 10).toFixed(1)}%`
    }
    case 'base-zero':
      return '基期为0'
    case 'base-missing':
      return '缺基期数'
    default:
      return rate satisfies never
  }
}

const fieldWord: Readonly<Record<CrimeField, string>> = {
  number: '编号',
  on: '发案日期',
  time: '时间',
  place: '户或楼栋',
  address: '地址',
  person: '当事人电话',
  fraudType: '诈骗类型',
  loss: '损失',
  alert: '预警编号',
  counts: '计入统计',
}

/** `损失 5.2 万元 改为 2.5 万元`; of what is sealed only that it was changed. */
export function changeWord({ field, from, to }: CrimeChange): string {
  const title = fieldWord[field]
  if (field === 'address' || field === 'person' || field === 'place') return `${title}已改`
  return `${title} ${valueWord(field, from)} 改为 ${valueWord(field, to)}`
}

function valueWord(field: CrimeField, text: string | null): string {
  if (text === null) return '空'
  if (field === 'loss') return yuanWord(Number(text))
  if (field === 'fraudType') return fraudWord(text as FraudType)
  return field === 'counts' ? (text === 'true' ? '计入' : '不计入') : text
}
