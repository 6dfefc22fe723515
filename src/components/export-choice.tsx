import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ExportWhat } from '#contract/export'
import type { UnitId } from '#domain/ids'
import { Segments } from './choice-chip'
import { ExportButton } from './export-button'
import { Press } from './press'
import { Sheet } from './sheet'
import './export-button.css'

type Form = 'docx' | 'xlsx'

interface ExportChoiceProps {
  readonly unit: UnitId
  /** `导出半月报` */
  readonly title: string
  /** Which version it will be. */
  readonly sub: string
  readonly docxWord?: string
  readonly xlsxWord?: string
  readonly what: (as: Form) => ExportWhat
}

/** A paper as a file: to be printed and sealed, or its figures to calculate with. */
export function ExportChoice({
  unit,
  title,
  sub,
  docxWord = '公文（docx）',
  xlsxWord = '数据表（xlsx）',
  what,
}: ExportChoiceProps) {
  const [open, setOpen] = useState(false)
  const [as, setAs] = useState<Form>('docx')
  const forms = [
    { value: 'docx', word: docxWord },
    { value: 'xlsx', word: xlsxWord },
  ] as const
  return (
    <>
      <Press id="open-export" className="button second small" onPress={() => setOpen(true)}>
        导出
      </Press>
      {open && (
        <Sheet title={title} sub={sub} onClose={() => setOpen(false)}>
          <View className="export-forms">
            <Segments label="文件格式" choices={forms} value={as} onChoose={setAs} />
          </View>
          <ExportButton unit={unit} what={what(as)} words="导出" />
        </Sheet>
      )}
    </>
  )
}
