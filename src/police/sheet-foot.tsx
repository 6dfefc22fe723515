import { View } from '@tarojs/components'
import { Alert } from '#components/alert'
import { Press } from '#components/press'
import type { Acting } from './use-act'
import './sheet-foot.css'

interface SheetFootProps {
  readonly word: string
  readonly acting: Acting
  readonly disabled?: boolean
  readonly onSave: () => void
}

/** What went wrong, and the one button of a sheet. */
export function SheetFoot({ word, acting, disabled = false, onSave }: SheetFootProps) {
  return (
    <View className="sheet-foot">
      <Alert words={acting.problem} />
      <Press id="act-save" className="button" disabled={acting.busy || disabled} onPress={onSave}>
        {acting.busy ? '正在发送…' : word}
      </Press>
    </View>
  )
}
