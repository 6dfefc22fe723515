import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { memo } from 'react'
import { Line } from '#components/line'
import type { BuildingId } from '#domain/ids'
import { useBuildings } from '#stores/field-store'
import { nearestFirst } from '#stores/short-list'
import { useWide } from '../../components/use-wide'

/** As `index.css` has it. */
const BESIDE = 960

/** On a computer the other buildings stand beside the board; on a phone they are one step back. */
export const BuildingNav = memo(function BuildingNav({ current }: { readonly current: BuildingId }) {
  return useWide(BESIDE) ? <Nav current={current} /> : null
})

function Nav({ current }: { readonly current: BuildingId }) {
  const buildings = useBuildings()
  return (
    <View className="building-nav" role="navigation" aria-label="其他楼栋">
      {nearestFirst(buildings).map(({ row }) => (
        <View key={row.id} className={row.id === current ? 'building-nav-on' : ''}>
          <Line
            title={`${row.compound} ${row.name}`}
            detail={row.doors === row.visited ? '✓ 已走完' : `还有 ${row.doors - row.visited} 户`}
            onPress={() => {
              if (row.id !== current) void Taro.redirectTo({ url: `/pages/building/index?id=${row.id}` })
            }}
          />
        </View>
      ))}
    </View>
  )
}
