import type { Receipt, ReportState } from '#domain/report'

export const receiptWord: Readonly<Record<Receipt, string>> = {
  'not-due': '未到期',
  missing: '未报',
  'in-time': '按时报送',
  late: '迟报',
  returned: '已退回',
}

/** Seen beside the word, so that nobody has to tell states by colour. */
export const receiptSign: Readonly<Record<Receipt, string>> = {
  'not-due': '○',
  missing: '!',
  'in-time': '✓',
  late: '◷',
  returned: '↩',
}

export const reportStateWord: Readonly<Record<ReportState, string>> = {
  draft: '待签发',
  signed: '已签发',
  returned: '已退回',
  accepted: '街道已接收',
}

/** `4月14日半月报` */
export function reportTitle(due: string): string {
  return `${Number(due.slice(5, 7))}月${Number(due.slice(8))}日半月报`
}
