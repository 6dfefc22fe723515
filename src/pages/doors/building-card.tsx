import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Press } from '#components/press'
import { Progress } from '#components/progress'
import type { BuildingView } from '#sync/engine-api'
import { buildingKindWord } from '#words/labels'

/** One building: how far it is, and what is left. */
export function BuildingCard({ view: { row, held } }: { readonly view: BuildingView }) {
  const left = row.doors - row.visited
  return (
    <Press
      id={`building-${row.id}`}
      className="building-card"
      label={`${row.compound} ${row.name}，${row.doors} 户，已走访 ${row.visited} 户`}
      onPress={() => Taro.navigateTo({ url: `/pages/building/index?id=${row.id}` })}
    >
      <View className="building-head">
        <View className="building-name">{row.name}</View>
        <View className="building-place">{row.compound === buildingKindWord[row.kind] ? '' : row.compound}</View>
        <View className={left === 0 ? 'building-left building-done' : 'building-left'}>
          {left === 0 ? '✓ 已走完' : `还有 ${left} 户`}
        </View>
      </View>
      <Progress part={row.visited} whole={row.doors} />
      <View className="building-figures">
        {`${row.visited} / ${row.doors} 户已走访 · 见面 ${row.met}${held ? '' : ' · 未存本机'}`}
      </View>
    </Press>
  )
}
