import { View } from '@tarojs/components'
import { memo } from 'react'
import { outcomes } from '#domain/visit'
import { outcomeShape, outcomeWord } from '#words/outcome'
import './legend.css'

/** What the signs on the board mean. */
export const Legend = memo(function Legend() {
  return (
    <View className="legend">
      {outcomes.map((outcome) => (
        <View key={outcome} className="legend-item">
          <View className={`legend-sign door-${outcome}`} aria-hidden>
            {outcomeShape[outcome]}
          </View>
          {outcomeWord[outcome]}
        </View>
      ))}
      <View className="legend-item">
        <View className="legend-sign door-todo door-unsent" aria-hidden />
        未送达
      </View>
    </View>
  )
})
