import Taro, { useDidShow } from '@tarojs/taro'
import { useState } from 'react'
import { Line } from '#components/line'
import { attemptDraft, draft } from '#stores/drafts'
import { useCases, useRecords } from '#stores/field-store'
import { caseTitle } from '#words/case-row'

/** Forms that were being filled when the app went away are offered back (F08). */
export function DraftLines() {
  useRecords()
  const [, look] = useState(0)
  useDidShow(() => look((n) => n + 1))
  const visit = draft('visit')
  const attempts = useCases().filter(({ unit, row }) => attemptDraft(unit, row.id) !== null)
  return (
    <>
      {attempts.map(({ unit, row }) => (
        <Line
          key={row.id}
          lead="未填完"
          title="接着填上门记录"
          detail={caseTitle(row)}
          onPress={() => Taro.navigateTo({ url: `/pages/attempt/index?unit=${unit}&id=${row.id}` })}
        />
      ))}
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
        <Line lead="未填完" title="接着填宣传活动" onPress={() => Taro.navigateTo({ url: '/pages/activity/index' })} />
      )}
      {draft('standing') !== null && (
        <Line
          lead="未填完"
          title="接着登记横幅标语"
          onPress={() => Taro.navigateTo({ url: '/pages/activity/index?post=1' })}
        />
      )}
    </>
  )
}
