import { SOON_DAYS } from '#domain/service-end'
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

const sendsOn = '未送达的记录仍会发送。'

/** What a volunteer reads of his own service; null: nothing to say. `sees`: there is a building on his phone. */
export function ownServiceWords(serving: Serving, sees: boolean, today: LocalDate): string | null {
  const { from, to } = serving
  if (to !== null && to < today)
    return `${servingWords(serving, today)}，楼栋资料已收回。${sendsOn}要服务时长证明，请找社区书记。`
  if (from !== null && today < from) return `${servingWords(serving, today)}，到那天会出现您的楼栋。`
  if (!sees) return '您现在没有楼栋：服务被提前结束，或还没有分工。请联系社区书记。'
  return to !== null && daysBetween(today, to) <= SOON_DAYS
    ? `${servingWords(serving, today)}。需要延长请告诉社区书记。`
    : null
}
