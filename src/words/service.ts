import { daysBetween, type LocalDate } from '#domain/time'
import { shortDate } from './format'

interface Serving {
  readonly from: LocalDate | null
  readonly to: LocalDate | null
  /** False: stopped before his last day. */
  readonly active?: boolean
}

/** `服务到 4月2日，还有 2 天`: how long somebody's service lasts, the last day included. */
export function servingWords({ from, to, active = true }: Serving, today: LocalDate): string {
  if (!active) return '已停用'
  if (from !== null && today < from) return `服务从 ${shortDate(from)} 开始`
  if (to === null) return '长期服务'
  if (to < today) return `服务已于 ${shortDate(to)} 结束`
  return to === today ? '今天是服务的最后一天' : `服务到 ${shortDate(to)}，还有 ${daysBetween(today, to)} 天`
}
