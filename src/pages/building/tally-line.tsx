import { View } from '@tarojs/components'
import { memo } from 'react'
import { Progress } from '#components/progress'
import { outcomes } from '#domain/visit'
import type { DoorView } from '#sync/engine-api'
import { outcomeWord } from '#words/outcome'
import { tally } from '../../components/board-layout'

/** `26 / 44 户已走访 · 见面 17 · 无人 6` */
export const TallyLine = memo(function TallyLine({ doors }: { readonly doors: readonly DoorView[] }) {
  const { visited, by, doors: all } = tally(doors)
  const parts = outcomes
    .filter((outcome) => by[outcome] > 0)
    .map((outcome) => ` · ${outcomeWord[outcome]} ${by[outcome]}`)
  return (
    <>
      <Progress part={visited} whole={all} />
      <View id="tally" className="tally">
        <View className="tally-figure">{visited}</View>
        <View className="tally-words">{`/ ${all} 户已走访${parts.join('')}`}</View>
      </View>
    </>
  )
})
