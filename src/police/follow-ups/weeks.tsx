import { View } from '@tarojs/components'
import { Press } from '#components/press'
import type { LocalDate } from '#domain/time'
import { dateWithWeekday, shortDate } from '#words/format'
import type { DayCount } from './groups'

interface WeeksProps {
  readonly weeks: readonly (readonly DayCount[])[]
  readonly today: LocalDate
  readonly chosen: LocalDate | null
  /** Null: all days again. */
  readonly onPick: (day: LocalDate | null) => void
}

/** The weeks ahead, a figure on each day that has something; a press lists that day alone. */
export function Weeks({ weeks, today, chosen, onPick }: WeeksProps) {
  return (
    <View className="fup-weeks" role="group" aria-label="按日期看">
      <View className="fup-week" aria-hidden>
        {['一', '二', '三', '四', '五', '六', '日'].map((letter) => (
          <View key={letter} className="fup-letter">
            {letter}
          </View>
        ))}
      </View>
      {weeks.map((week) => (
        <View key={week[0]?.day} className="fup-week">
          {week.map(({ day, count }) => (
            <Press
              key={day}
              id={`day-${day}`}
              className={`fup-day${day === today ? ' fup-today' : ''}${day === chosen ? ' fup-chosen' : ''}${count > 0 ? ' fup-some' : ''}`}
              label={`${dateWithWeekday(day)}，${count === 0 ? '没有回访' : `${count} 件回访`}`}
              disabled={count === 0}
              chosen={day === chosen}
              onPress={() => onPick(day === chosen ? null : day)}
            >
              <View className="fup-date">{day.endsWith('-01') ? shortDate(day) : Number(day.slice(8))}</View>
              <View className="fup-count">{count > 0 ? `${count} 件` : ' '}</View>
            </Press>
          ))}
        </View>
      ))}
    </View>
  )
}
