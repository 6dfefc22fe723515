import { View } from '@tarojs/components'
import { useState } from 'react'
import { Segments } from '#components/choice-chip'
import { ExportButton } from '#components/export-button'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import type { SummaryAnswer } from '#contract/summary'
import { summaryKindWord } from '#words/summary'

const forms = [
  { value: 'docx', word: '公文（docx）' },
  { value: 'xlsx', word: '数据表（xlsx）' },
] as const

/** As a file: to be printed and sealed, or its figures to calculate with. */
export function SummaryExport({ summary }: { readonly summary: SummaryAnswer }) {
  const [open, setOpen] = useState(false)
  const [as, setAs] = useState<(typeof forms)[number]['value']>('docx')
  return (
    <>
      <Press id="open-export" className="button second small" onPress={() => setOpen(true)}>
        导出
      </Press>
      {open && (
        <Sheet
          title={`导出${summaryKindWord[summary.content.kind]}`}
          sub={
            summary.state === 'draft'
              ? '尚未签发：按已保存的内容导出，文件上注明草稿'
              : '按签发的版本导出，签发以后的变化不计入'
          }
          onClose={() => setOpen(false)}
        >
          <View className="smy-forms">
            <Segments label="文件格式" choices={forms} value={as} onChoose={setAs} />
          </View>
          <ExportButton unit={summary.street.id} what={{ kind: 'summary', id: summary.id, as }} words="导出" />
        </Sheet>
      )}
    </>
  )
}
