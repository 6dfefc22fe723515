import Taro, { useDidShow } from '@tarojs/taro'
import { useState } from 'react'
import { Line } from '#components/line'
import { draft } from '#stores/drafts'
import { useRecords } from '#stores/field-store'

/** Forms that were being filled when the app went away are offered back (F08). */
export function DraftLines() {
  useRecords()
  const [, look] = useState(0)
  useDidShow(() => look((n) => n + 1))
  const visit = draft('visit')
  return (
    <>
      {visit !== null && (
        <Line
          lead="未填完"
          title="接着填走访详情"
          detail="上次填到一半，内容还在"
          onPress={() => Taro.navigateTo({ url: `/pages/building/index?id=${visit.buildingId}&draft=1` })}
        />
      )}
      {draft('leaflet') !== null && (
        <Line lead="未填完" title="接着填发放资料" onPress={() => Taro.navigateTo({ url: '/pages/leaflet/index' })} />
      )}
      {draft('activity') !== null && (
        <Line lead="未填完" title="接着填现场活动" onPress={() => Taro.navigateTo({ url: '/pages/activity/index' })} />
      )}
    </>
  )
}
