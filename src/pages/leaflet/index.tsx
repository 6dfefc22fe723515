import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Chips } from '#components/chips'
import { Screen } from '#components/screen'
import { WhenOpen } from '#components/when-open'
import type { OperationId } from '#domain/ids'
import { leafletKinds } from '#domain/leaflet'
import { useRecords } from '#stores/field-store'
import { HandOut } from './hand-out'
import { Return } from './return'
import './index.css'

const ways = [
  { value: 'hand-out', word: '发放' },
  { value: 'return', word: '退回社区' },
] as const

/** Leaflets at a place, no door needed (F05); or back to the store. */
export default function LeafletPage() {
  return (
    <WhenOpen title="发放资料">
      <Leaflet />
    </WhenOpen>
  )
}

function Leaflet() {
  const { params } = useRouter()
  const edited = useRecords().find(
    ({ operation }) => operation.id === (params.edit as OperationId | undefined),
  )?.operation
  const [way, setWay] = useState<'hand-out' | 'return'>(edited?.type === 'leaflet.return' ? 'return' : 'hand-out')
  return (
    <Screen title={edited === undefined ? '发放资料' : '修改后重发'} back>
      {edited === undefined && <Chips id="way" label="做什么" chips={ways} chosen={[way]} onPress={setWay} />}
      {way === 'hand-out' ? (
        <HandOut edited={edited?.type === 'leaflet.hand-out' ? edited : null} kinds={leafletKinds} />
      ) : (
        <Return edited={edited?.type === 'leaflet.return' ? edited : null} kinds={leafletKinds} />
      )}
    </Screen>
  )
}
