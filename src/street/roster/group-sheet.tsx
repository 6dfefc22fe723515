import { View } from '@tarojs/components'
import { useState } from 'react'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'

interface GroupSheetProps {
  readonly name: string
  readonly onSave: (name: string) => void
  /** Absent of a new one. */
  readonly onRemove?: () => void
  readonly onClose: () => void
}

/** What a group is called; its people stay with it. */
export function GroupSheet({ name: before, onSave, onRemove, onClose }: GroupSheetProps) {
  const [name, setName] = useState(before)
  return (
    <Sheet title={onRemove === undefined ? '加一组' : '改名或移除'} onClose={onClose}>
      <TextField id="group-name" label="组名" hint="如：党政办（宣传）" value={name} most={30} onChange={setName} />
      <View className="srs-acts">
        <Press id="group-save" className="button" disabled={name.trim() === ''} onPress={() => onSave(name.trim())}>
          好
        </Press>
        {onRemove !== undefined && (
          <Press id="group-remove" className="button second" onPress={onRemove}>
            移除这一组
          </Press>
        )}
      </View>
    </Sheet>
  )
}
