import { ExportChoice } from '#components/export-choice'
import type { EvaluationAnswer } from '#contract/evaluation'

/** The sheet as a file: to be printed and sealed, or every item with how its figure came about. */
export function EvaluationExport({ told }: { readonly told: EvaluationAnswer }) {
  return (
    <ExportChoice
      unit={told.street.id}
      title="导出评估考核表"
      sub={told.content.issued.length === 0 ? '尚未签发：文件上注明草稿' : '按最近签发的版本导出'}
      docxWord="考核表（docx）"
      xlsxWord="逐项数据（xlsx）"
      what={(as) => ({ kind: 'evaluation', campaign: told.campaign.id, as })}
    />
  )
}
