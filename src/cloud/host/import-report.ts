import type { LedgerAnswer } from '#contract/ledger'
import type { FileReport } from './import-files'

const words = {
  houses: { title: '房屋台账', unit: '户' },
  roster: { title: '人员名册', unit: '人' },
  alerts: { title: '预警清单', unit: '件' },
  crimes: { title: '案件清单', unit: '起' },
  baseline: { title: '基期数', unit: '行' },
} as const

export function ledgerTitle(ledger: FileReport['file']['ledger']): string {
  return words[ledger].title
}

/** A file's report for the terminal: every repeated, left out and bad row by sheet and number, then the figures. */
export function reportText({ file, answer, totals }: FileReport): string {
  const { title, unit } = words[file.ledger]
  return [
    `${title} ${file.fileName}`,
    ...section(`重复 ${answer.repeats.length} 行，只导入一次`, answer.repeats),
    ...section(
      `${file.ledger === 'alerts' ? '不是预警，略过' : '不归本单位导入'} ${answer.ignored.length} 行`,
      answer.ignored,
    ),
    ...section(`已读取、请留意 ${answer.remarks.length} 行`, answer.remarks),
    ...section(`不能导入 ${answer.bad.length} 行`, answer.bad),
    ...totals.map((total) => `  ${total}`),
    `  合计：读出 ${answer.rows} ${unit}，新增 ${answer.added} ${unit}，原有 ${answer.known} ${unit}，重复 ${answer.repeats.length} 行，不能导入 ${answer.bad.length} 行`,
  ].join('\n')
}

function section(title: string, lines: LedgerAnswer['bad']): readonly string[] {
  if (lines.length === 0) return []
  return [`  ${title}：`, ...lines.map(({ sheet, row, reason }) => `    ${sheet} 第${row}行：${reason}`)]
}
