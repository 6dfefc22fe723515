import { View } from '@tarojs/components'
import { useState } from 'react'
import { Answered, SignedOut } from '#components/answered'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { TabBar } from '#components/tab-bar'
import { localDate } from '#contract/scalars'
import { dayOf, type LocalDate } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { services } from '#stores/services'
import { moment, shortDate } from '#words/format'
import { useParam } from '../../components/use-params'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { hundredDaysUntil } from '../hundred-days'
import { type OwnUnit, useUnit } from '../use-unit'
import { DaySwitch } from './day-switch'
import { DayView } from './day-view'
import './index.css'

export default function DayPage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="今日宣传" /> : <Day unit={unit} />
}

/** One answer in the first line: are we at sixty minutes, and if not, what closes it (S16, S17, N02, N03). */
function Day({ unit }: { readonly unit: OwnUnit }) {
  const now = services().now()
  const today = dayOf(now)
  const opened = useParam('day', localDate)
  const [day, setDay] = useState<LocalDate>(opened ?? today)
  const query = useQuery({ action: 'day', unit: unit.id, day })
  const calendar = useQuery({ action: 'calendar', unit: unit.id, ...hundredDaysUntil(today) })
  const coverage = useQuery({ action: 'coverage', unit: unit.id, staleDays: 7 })
  const cases = useQuery({ action: 'cases', unit: unit.id, before: null, open: false })
  const reviews = useQuery({ action: 'reviews', unit: unit.id })
  const reload = (): void => {
    query.reload()
    calendar.reload()
    coverage.reload()
    cases.reload()
    reviews.reload()
  }
  useReloadOnShow(reload)
  const { answer } = query
  return (
    <Screen
      wide
      back={opened !== null}
      title={`${unit.name} · ${day === today ? '今日宣传' : shortDate(day)}`}
      sub={answer === null ? '正在读取' : `数据截至 ${moment(answer.asOf, now)}${heldBack(answer.waiting)}`}
      aside={
        <Press className="day-refresh" label="刷新" onPress={reload}>
          ⟳
        </Press>
      }
      {...(opened === null ? { tabs: <TabBar on="day" /> } : {})}
    >
      <DaySwitch unit={unit} day={day} today={today} onDay={setDay} />
      <Answered query={query} lines={9}>
        {(dayAnswer) => (
          <DayView
            day={dayAnswer}
            calendar={calendar.answer}
            coverage={coverage}
            cases={cases.answer}
            reviews={reviews.answer}
            today={today}
            now={now}
            onDay={setDay}
          />
        )}
      </Answered>
      <View className="day-end" />
    </Screen>
  )
}

function heldBack(waiting: readonly { readonly pending: number }[]): string {
  const holding = waiting.filter(({ pending }) => pending > 0)
  const records = holding.reduce((sum, { pending }) => sum + pending, 0)
  const silent = waiting.length - holding.length
  const held = records > 0 ? `，${holding.length} 台手机尚有 ${records} 条未送达` : ''
  return `${held}${silent > 0 ? `，${silent} 台手机没有消息` : ''}`
}
