import { View } from '@tarojs/components'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Line } from '#components/line'
import { Screen } from '#components/screen'
import type { CalendarAnswer } from '#contract/query'
import { localDate } from '#contract/scalars'
import type { DayRange } from '#domain/campaign'
import { useQuery } from '#stores/query-store'
import { dateWithWeekday, shortDate } from '#words/format'
import { useParam } from '../../components/use-params'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { goDay } from '../go'
import { type OwnUnit, useUnit } from '../use-unit'
import './index.css'

export default function DaysPage() {
  const unit = useUnit()
  const from = useParam('from', localDate)
  const to = useParam('to', localDate)
  if (unit === null) return <SignedOut title="逐日明细" hint="登录后可查看本单位每天的宣传时长。" />
  if (from === null || to === null)
    return (
      <Screen back title="逐日明细">
        <Empty words="没有指明是哪几天" hint="请从半月报的数字打开。" />
      </Screen>
    )
  return <Days unit={unit} range={{ from, to }} />
}

const statusWord = { met: '✓ 满 60 分钟', 'not-met': '○ 未满', unknown: '◌ 待送达', open: '○ 未满' } as const

/** The days behind a report's minutes: their lines add up to its figures, and each opens its own reasons. */
function Days({ unit, range }: { readonly unit: OwnUnit; readonly range: DayRange }) {
  const query = useQuery<'calendar'>({ action: 'calendar', unit: unit.id, ...range })
  useReloadOnShow(query.reload)
  return (
    <Screen wide back title="逐日明细" sub={`${unit.name} · ${shortDate(range.from)}–${shortDate(range.to)}`}>
      <Answered query={query} lines={10}>
        {({ days }) => (
          <>
            <View id="days-sum" className="days-sum">
              {sumWords(days)}
            </View>
            {days.map(({ day, status, activityMinutes, personMinutes, broadcastMinutes }) => (
              <Line
                key={day}
                id={`day-${day}`}
                title={dateWithWeekday(day)}
                detail={`宣传 ${activityMinutes} 分钟 · 人员 ${personMinutes} 人分钟 · 播放 ${broadcastMinutes} 分钟`}
                end={statusWord[status]}
                onPress={() => goDay(day)}
              />
            ))}
          </>
        )}
      </Answered>
    </Screen>
  )
}

function sumWords(days: CalendarAnswer['days']): string {
  const sum = (of: (day: CalendarAnswer['days'][number]) => number) => days.reduce((total, day) => total + of(day), 0)
  const met = days.filter(({ status }) => status === 'met').length
  return `${days.length} 天，满 60 分钟 ${met} 天；合计宣传 ${sum((day) => day.activityMinutes)} 分钟，人员 ${sum((day) => day.personMinutes)} 人分钟，播放 ${sum((day) => day.broadcastMinutes)} 分钟`
}
