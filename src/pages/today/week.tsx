import { View } from '@tarojs/components'
import { addDays, type LocalDate } from '#domain/time'
import { useMinutes } from '#stores/field-store'
import { dateWithWeekday, weekdayLetter } from '#words/format'

const HEIGHT = 72
/** Minutes at the top of the chart. */
const TOP = 120

/** Seven days of the community against the target line. A day nothing is known of is drawn empty, not as zero. */
export function Week({ today }: { readonly today: LocalDate }) {
  return (
    <View className="week" role="list">
      {[-6, -5, -4, -3, -2, -1, 0].map((days) => (
        <Day key={days} day={addDays(today, days)} now={days === 0} />
      ))}
    </View>
  )
}

function Day({ day, now }: { readonly day: LocalDate; readonly now: boolean }) {
  const minutes = useMinutes(day)
  const known = minutes !== null && (minutes.asOf !== null || minutes.activityMinutes > 0)
  const figure = minutes?.activityMinutes ?? 0
  const target = minutes?.targetMinutes ?? 60
  const look = !known ? 'unknown' : figure >= target ? 'met' : now ? 'now' : 'short'
  const word = known ? `${figure} 分钟${figure >= target ? '，达标' : ''}` : '尚无数据'
  return (
    <View className="week-day" role="listitem" aria-label={`${dateWithWeekday(day)} ${word}`}>
      <View className="week-space" style={{ height: `${HEIGHT}px` }} aria-hidden>
        <View className="week-target" style={{ bottom: `${(target / TOP) * HEIGHT}px` }} />
        <View className={`week-bar week-${look}`} style={{ height: `${Math.min(1, figure / TOP) * HEIGHT}px` }} />
      </View>
      <View className="week-figure" aria-hidden>
        {known ? figure : '–'}
      </View>
      <View className="week-letter" aria-hidden>
        {now ? '今天' : weekdayLetter(day)}
      </View>
    </View>
  )
}
