import { View } from '@tarojs/components'
import type { LocalDate } from '#domain/time'
import { dateWithWeekday, weekdayLetter } from '#words/format'
import { cellShape, cellWord } from './calendar-grid'
import type { CalendarDay } from './calendar-rows'
import { Press } from './press'
import './seven-days.css'

interface SevenDaysProps {
  readonly days: readonly CalendarDay[]
  readonly target: number
  readonly chosen: LocalDate
  readonly onPick: (day: LocalDate) => void
}

/** Room for the bars, px. */
const HEIGHT = 84

/** A week as bars with the line that has to be reached. */
export function SevenDays({ days, target, chosen, onPick }: SevenDaysProps) {
  const most = Math.max(target * 1.25, ...days.map((day) => day.minutes ?? 0))
  const px = (minutes: number): number => Math.round((minutes / most) * HEIGHT)
  return (
    <View className="week7" role="group" aria-label={`七天，目标每天 ${target} 分钟`}>
      <View className="week7-target" style={{ top: `${HEIGHT - px(target)}px` }} aria-hidden>
        <View className="week7-target-word">{target}</View>
      </View>
      {days.map(({ day, status, minutes }) => (
        <Press
          key={day}
          className={`week7-day${day === chosen ? ' week7-chosen' : ''}`}
          label={`${dateWithWeekday(day)}，${cellWord[status]}，${minutes ?? 0} 分钟`}
          chosen={day === chosen}
          onPress={() => onPick(day)}
        >
          <View className="week7-room" style={{ height: `${HEIGHT}px` }}>
            <View className={`week7-bar cal-${status}`} style={{ height: `${Math.max(3, px(minutes ?? 0))}px` }} />
          </View>
          <View className="week7-figure">{minutes ?? '–'}</View>
          <View className="week7-foot">
            {weekdayLetter(day)} {cellShape[status]}
          </View>
        </Press>
      ))}
    </View>
  )
}
