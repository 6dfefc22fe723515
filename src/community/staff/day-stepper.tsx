import { View } from '@tarojs/components'
import { Press } from '#components/press'
import { addDays, type LocalDate } from '#domain/time'
import { dateWithWeekday } from '#words/format'

interface DayStepperProps {
  readonly label: string
  readonly day: LocalDate
  readonly least: LocalDate
  readonly onDay: (day: LocalDate) => void
}

/** A day, one earlier or one later by the thumb. */
export function DayStepper({ label, day, least, onDay }: DayStepperProps) {
  return (
    <View className="stf-step">
      <View className="stf-step-label">{label}</View>
      <Press
        className="stf-step-press"
        label={`${label}，前一天`}
        disabled={day <= least}
        onPress={() => onDay(addDays(day, -1))}
      >
        ‹
      </Press>
      <View className="stf-step-day">{dateWithWeekday(day)}</View>
      <Press className="stf-step-press" label={`${label}，后一天`} onPress={() => onDay(addDays(day, 1))}>
        ›
      </Press>
    </View>
  )
}
