import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { Segments } from '#components/choice-chip'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import type { StaffAnswer } from '#contract/query'
import { inHand, type LeafletKind, leafletKinds } from '#domain/leaflet'
import { sendNow } from '#stores/send-now'
import { leafletWord } from '#words/labels'
import { tellSent } from '../../components/tell-sent'

interface IssueSheetProps {
  readonly person: StaffAnswer['staff'][number]
  readonly onClose: () => void
  readonly onDone: () => void
}

const kinds = leafletKinds.map((kind) => ({ value: kind, word: leafletWord[kind] }))
const usual = [50, 100, 200]

/** From the community's store into somebody's hands (F05). */
export function IssueSheet({ person, onClose, onDone }: IssueSheetProps) {
  const [busy, setBusy] = useState(false)
  const [kind, setKind] = useState<LeafletKind>('flyer')
  const [text, setText] = useState('100')
  const stock = person.stock.find((own) => own.kind === kind)
  const quantity = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0
  const save = (): void => {
    setBusy(true)
    void sendNow({ type: 'leaflet.issue', body: { to: person.id, kind, quantity } }).then((sent) => {
      setBusy(false)
      tellSent(sent)
      if (sent.kind !== 'refused') onDone()
    })
  }
  return (
    <Sheet
      title={`发资料给${person.name}`}
      sub={`手中 ${leafletWord[kind]} ${stock === undefined ? 0 : inHand(stock)} 份`}
      onClose={onClose}
    >
      <View className="stf-kinds">
        <Segments label="种类" choices={kinds} value={kind} onChoose={setKind} />
      </View>
      <View className="stf-quantity">
        <Input
          id="issue-quantity"
          className="stf-input"
          type="number"
          value={text}
          maxlength={6}
          placeholder="份数"
          nativeProps={{ 'aria-label': '份数' }}
          onInput={(event) => setText(event.detail.value)}
        />
        {usual.map((pieces) => (
          <Press key={pieces} className="pick" chosen={quantity === pieces} onPress={() => setText(String(pieces))}>
            {pieces}
          </Press>
        ))}
      </View>
      <Press id="issue-save" className="button" disabled={busy || quantity < 1} onPress={save}>
        {quantity < 1 ? '请填写份数' : `发出 ${leafletWord[kind]} ${quantity} 份`}
      </Press>
    </Sheet>
  )
}
