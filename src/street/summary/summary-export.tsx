import { ExportChoice } from '#components/export-choice'
import type { SummaryAnswer } from '#contract/summary'
import { summaryKindWord } from '#words/summary'

/** The 汇总 or 专报 as a file: as it was issued, or the draft. */
export function SummaryExport({ summary }: { readonly summary: SummaryAnswer }) {
  return (
    <ExportChoice
      unit={summary.street.id}
      title={`导出${summaryKindWord[summary.content.kind]}`}
      sub={
        summary.state === 'draft'
          ? '尚未签发：按已保存的内容导出，文件上注明草稿'
          : '按签发的版本导出，签发以后的变化不计入'
      }
      what={(as) => ({ kind: 'summary', id: summary.id, as })}
    />
  )
}
