import { View } from '@tarojs/components'
import { useState } from 'react'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Section } from '#components/section'
import { More } from '#components/ways-and-marks'
import type { Supply } from '#contract/supply'
import { inStore, isLow } from '#domain/leaflet'
import type { Milliseconds } from '#domain/time'
import { moment } from '#words/format'
import { leafletWord } from '#words/labels'
import { storeWord } from '#words/supply'
import type { OwnUnit } from '../use-unit'
import { ReceiveSheet } from './receive-sheet'
import { ThresholdSheet } from './threshold-sheet'

interface StoreProps {
  readonly unit: OwnUnit
  readonly supply: Supply
  readonly now: Milliseconds
  readonly onDone: () => void
}

/** What lies in the unit's own store: what came in, less what went out to its people; what runs low says so (F05). */
export function Store({ unit, supply, now, onDone }: StoreProps) {
  const [doing, setDoing] = useState<'receive' | 'threshold' | null>(null)
  const { kinds, deliveries, lowAt } = supply
  const done = (): void => {
    setDoing(null)
    onDone()
  }
  return (
    <Section
      large
      title="本单位的宣传资料"
      aside={<More word={lowAt === 0 ? '不足不提醒' : `少于 ${lowAt} 份提醒`} onPress={() => setDoing('threshold')} />}
    >
      {kinds.length === 0 && (
        <View className="stf-line">还没有登记过。从街道领到资料时登记，发给人员后自动算出还剩多少。</View>
      )}
      {kinds.map((store) => {
        const low = isLow(store, lowAt)
        return (
          <Line
            key={store.kind}
            title={leafletWord[store.kind]}
            detail={`${low ? '! 不足，请向街道领取 · ' : ''}${storeWord(store)}`}
            urgent={low}
            end={store.received === 0 ? '未登记领入' : `剩 ${inStore(store)} 份`}
          />
        )
      })}
      {deliveries.slice(0, 5).map(({ kind, quantity, note, at, by }) => (
        <View key={`${at} ${kind}`} className="stf-line">
          {moment(at, now)} {by} {quantity < 0 ? '更正' : '领入'} {leafletWord[kind]} {quantity} 份
          {note === null ? '' : `（${note}）`}
        </View>
      ))}
      <View className="stf-end">
        <Press id="receive" className="button second" onPress={() => setDoing('receive')}>
          登记领入
        </Press>
      </View>
      {doing === 'receive' && <ReceiveSheet unit={unit} onClose={() => setDoing(null)} onDone={done} />}
      {doing === 'threshold' && (
        <ThresholdSheet unit={unit} lowAt={lowAt} onClose={() => setDoing(null)} onDone={done} />
      )}
    </Section>
  )
}
