import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import { useDeskAct } from '../../components/use-desk-act'
import type { OwnUnit } from '../use-unit'

interface ThresholdSheetProps {
  readonly unit: OwnUnit
  readonly lowAt: number
  readonly onClose: () => void
  readonly onDone: () => void
}

/** From when on a kind counts as low, for all kinds alike. */
export function ThresholdSheet({ unit, lowAt, onClose, onDone }: ThresholdSheetProps) {
  const [text, setText] = useState(String(lowAt))
  const acting = useDeskAct(unit.id, onDone)
  const below = /^\d{1,6}$/.test(text.trim()) ? Number(text) : null
  return (
    <Sheet title="不足时提醒" sub="填 0 表示不提醒" onClose={onClose}>
      <TextField id="threshold-below" label="少于多少份" value={text} most={6} onChange={setText} />
      <Alert words={acting.problem} />
      <View className="stf-end">
        <Press
          id="threshold-save"
          className="button"
          disabled={acting.busy || below === null}
          onPress={() => {
            if (below !== null) acting.act({ type: 'leaflet.threshold', body: { below } })
          }}
        >
          {below === null ? '请填写份数' : '保存'}
        </Press>
      </View>
    </Sheet>
  )
}
