import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Press } from '#components/press'
import { Stepper } from '#components/stepper'
import type { OperationOf } from '#contract/operation'
import { inHand, type LeafletKind, noStock } from '#domain/leaflet'
import { engine, useStock } from '#stores/field-store'
import { leafletWord } from '#words/labels'
import { useSave, wrongOf } from '../use-save'
import { KindChips } from './kind-chips'

interface ReturnProps {
  readonly edited: OperationOf<'leaflet.return'> | null
  readonly kinds: readonly LeafletKind[]
}

/** What is left goes back to the community's store. */
export function Return({ edited, kinds }: ReturnProps) {
  const stock = useStock()
  const [kind, setKind] = useState<LeafletKind>(edited?.body.kind ?? 'flyer')
  const [quantity, setQuantity] = useState(edited?.body.quantity ?? 10)
  const own = inHand(stock.find((each) => each.kind === kind) ?? noStock)
  /** What is wrong, or null when it is saved. */
  const attempt = (): string | null => {
    if (quantity > own) return `手中只有 ${Math.max(0, own)} 份${leafletWord[kind]}，退不了 ${quantity} 份。`
    const body = { kind, quantity }
    const result = edited === null ? engine().save({ type: 'leaflet.return', body }) : engine().edit(edited.id, body)
    return wrongOf(result)
  }
  const { problem, save } = useSave(attempt)
  return (
    <View>
      <KindChips kinds={kinds} chosen={kind} onPress={setKind} />
      <Stepper
        id="back"
        label="退回数量"
        unit="份"
        value={quantity}
        least={1}
        most={10_000}
        leap={10}
        onChange={setQuantity}
      />
      <Alert words={problem} />
      <View className="leaflet-save">
        <Press id="save-return" className="button" onPress={save}>
          退回 {leafletWord[kind]} {quantity} 份
        </Press>
      </View>
    </View>
  )
}
