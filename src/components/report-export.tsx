import type { ReportAnswer } from '#contract/report'
import { ExportChoice } from './export-choice'

/** The report as a file: what was signed last, or the draft. */
export function ReportExport({ report }: { readonly report: Pick<ReportAnswer, 'id' | 'unit' | 'state'> }) {
  const isDraft = report.state === 'draft' || report.state === 'returned'
  return (
    <ExportChoice
      unit={report.unit.id}
      title="导出半月报"
      sub={isDraft ? '尚未签发：按已保存的内容导出，文件上注明草稿' : '按签发的版本导出，签发以后的更正另列'}
      what={(as) => ({ kind: 'report', id: report.id, as })}
    />
  )
}
