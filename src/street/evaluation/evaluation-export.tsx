import { View } from '@tarojs/components'
import { useState } from 'react'
import { Segments } from '#components/choice-chip'
import { ExportButton } from '#components/export-button'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import type { EvaluationAnswer } from '#contract/evaluation'

const forms = [
  { value: 'docx', word: '考核表（docx）' },
  { value: 'xlsx', word: '逐项数据（xlsx）' },
] as const

/** As a file: to be printed and sealed, or every item with how its figure came about. */
export function EvaluationExport({ told }: { readonly told: EvaluationAnswer }) {
  const [open, setOpen] = useState(false)
  const [as, setAs] = useState<(typeof forms)[number]['value']>('docx')
  return (
    <>
      <Press id="open-export" className="button second small" onPress={() => setOpen(true)}>
        导出
      </Press>
      {open && (
        <Sheet
          title="导出评估考核表"
          sub={told.content.issued.length === 0 ? '尚未签发：文件上注明草稿' : '按最近签发的版本导出'}
          onClose={() => setOpen(false)}
        >
          <View className="evl-forms">
            <Segments label="文件格式" choices={forms} value={as} onChoose={setAs} />
          </View>
          <ExportButton
            unit={told.street.id}
            what={{ kind: 'evaluation', campaign: told.campaign.id, as }}
            words="导出"
          />
        </Sheet>
      )}
    </>
  )
}
