import type { PlanReceipt, PlanState } from '#domain/plan'
import type { ItemState } from '#domain/plan-match'

export const planStateWord: Readonly<Record<PlanState, string>> = {
  open: '待提交',
  submitted: '已提交，等街道看',
  returned: '已退回，待修改',
  accepted: '街道已接收',
}

export const planReceiptWord: Readonly<Record<PlanReceipt, string>> = {
  'not-due': '未到期',
  missing: '未交',
  'in-time': '按时提交',
  late: '迟交',
  returned: '已退回',
}

/** Seen beside the word, so that nobody has to tell states by colour. */
export const planReceiptSign: Readonly<Record<PlanReceipt, string>> = {
  'not-due': '○',
  missing: '!',
  'in-time': '✓',
  late: '◷',
  returned: '↩',
}

export const itemStateWord: Readonly<Record<ItemState['kind'], string>> = {
  done: '✓ 已开展',
  missed: '✕ 未开展',
  open: '○ 今明开展',
  upcoming: '○ 待开展',
}
