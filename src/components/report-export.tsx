import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ReportAnswer } from '#contract/report'
import { Segments } from './choice-chip'
import { ExportButton } from './export-button'
import { Press } from './press'
import { Sheet } from './sheet'

const forms = [
  { value: 'docx', word: '公文（docx）' },
  { value: 'xlsx', word: '数据表（xlsx）' },
] as const

/** The report as a file: to be printed and sealed, or its figures to calculate with. */
export function ReportExport({ report }: { readonly report: Pick<ReportAnswer, 'id' | 'unit' | 'state'> }) {
  const [open, setOpen] = useState(false)
  const [as, setAs] = useState<(typeof forms)[number]['value']>('docx')
  const isDraft = report.state === 'draft' || report.state === 'returned'
  return (
    <>
      <Press id="open-export" className="button second small" onPress={() => setOpen(true)}>
        导出
      </Press>
      {open && (
        <Sheet
          title="导出半月报"
          sub={isDraft ? '尚未签发：按已保存的内容导出，文件上注明草稿' : '按签发的版本导出，签发以后的更正另列'}
          onClose={() => setOpen(false)}
        >
          <View className="rpv-forms">
            <Segments label="文件格式" choices={forms} value={as} onChoose={setAs} />
          </View>
          <ExportButton unit={report.unit.id} what={{ kind: 'report', id: report.id, as }} words="导出" />
        </Sheet>
      )}
    </>
  )
}
