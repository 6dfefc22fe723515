import { View } from '@tarojs/components'
import { useState } from 'react'
import { Press } from '#components/press'
import { addDays, type LocalDate } from '#domain/time'
import { dateWithWeekday } from '#words/format'
import { DaySheet } from '../day-sheet'
import type { OwnUnit } from '../use-unit'

interface DaySwitchProps {
  readonly unit: OwnUnit
  readonly day: LocalDate
  readonly today: LocalDate
  readonly onDay: (day: LocalDate) => void
}

/** The day before, the day after, or any of the hundred. */
export function DaySwitch({ unit, day, today, onDay }: DaySwitchProps) {
  const [picking, setPicking] = useState(false)
  return (
    <View className="day-switch">
      <Press className="day-step" label="前一天" onPress={() => onDay(addDays(day, -1))}>
        ‹
      </Press>
      <Press
        id="day-pick"
        className="day-pick"
        label={`${dateWithWeekday(day)}，选择日期`}
        onPress={() => setPicking(true)}
      >
        {dateWithWeekday(day)} <View className="day-pick-more">▾</View>
      </Press>
      <Press className="day-step" label="后一天" disabled={day >= today} onPress={() => onDay(addDays(day, 1))}>
        ›
      </Press>
      {day !== today && (
        <Press className="day-today" onPress={() => onDay(today)}>
          回到今天
        </Press>
      )}
      {picking && (
        <DaySheet
          unit={unit}
          chosen={day}
          onClose={() => setPicking(false)}
          onPick={(picked) => {
            setPicking(false)
            onDay(picked)
          }}
        />
      )}
    </View>
  )
}
