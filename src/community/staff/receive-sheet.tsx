import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Segments } from '#components/choice-chip'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import { type LeafletKind, leafletKinds } from '#domain/leaflet'
import { leafletWord } from '#words/labels'
import { useDeskAct } from '../../components/use-desk-act'
import type { OwnUnit } from '../use-unit'

interface ReceiveSheetProps {
  readonly unit: OwnUnit
  readonly onClose: () => void
  readonly onDone: () => void
}

const kinds = leafletKinds.map((kind) => ({ value: kind, word: leafletWord[kind] }))

/** What was fetched from the street; a slip is put right by entering less, with the reason. */
export function ReceiveSheet({ unit, onClose, onDone }: ReceiveSheetProps) {
  const [kind, setKind] = useState<LeafletKind>('flyer')
  const [text, setText] = useState('')
  const [note, setNote] = useState('')
  const acting = useDeskAct(unit.id, onDone)
  const quantity = /^[-−－]?\d{1,6}$/.test(text.trim()) ? Number(text.trim().replace(/[−－]/, '-')) : 0
  const why = note.trim()
  const unexplained = quantity < 0 && why === ''
  return (
    <Sheet title="登记领入" sub="多登记了的，填负数并写明原因" onClose={onClose}>
      <View className="stf-kinds">
        <Segments label="种类" choices={kinds} value={kind} onChoose={setKind} />
      </View>
      <TextField id="receive-quantity" label="份数" hint="如：500" value={text} most={7} onChange={setText} />
      <TextField
        id="receive-note"
        label={quantity < 0 ? '原因' : '备注（可不填）'}
        hint="如：街道第二批"
        value={note}
        most={60}
        onChange={setNote}
      />
      <Alert words={acting.problem} />
      <View className="stf-end">
        <Press
          id="receive-save"
          className="button"
          disabled={acting.busy || quantity === 0 || unexplained}
          onPress={() =>
            acting.act({
              type: 'leaflet.receive',
              body: { kind, quantity, ...(why === '' ? {} : { note: why }) },
            })
          }
        >
          {quantity === 0
            ? '请填写份数'
            : unexplained
              ? '请写明原因'
              : quantity < 0
                ? `减去 ${leafletWord[kind]} ${-quantity} 份`
                : `领入 ${leafletWord[kind]} ${quantity} 份`}
        </Press>
      </View>
    </Sheet>
  )
}
