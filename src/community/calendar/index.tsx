import { View } from '@tarojs/components'
import { useState } from 'react'
import { Answered, Empty, SignedOut } from '#components/answered'
import { type CalendarDay, CalendarGrid, CalendarLegend, cellShape, cellWord } from '#components/calendar-grid'
import { Segments } from '#components/choice-chip'
import { type Column, DataTable } from '#components/data-table'
import { Screen } from '#components/screen'
import { TabBar } from '#components/tab-bar'
import type { CalendarAnswer } from '#contract/query'
import { dayOf } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { services } from '#stores/services'
import { dateWithWeekday, moment } from '#words/format'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { useWide } from '../../components/use-wide'
import { goDay } from '../go'
import { hundredDays, hundredDaysUntil } from '../hundred-days'
import { type OwnUnit, useUnit } from '../use-unit'
import './index.css'

export default function CalendarPage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="百日" /> : <Hundred unit={unit} />
}

type Look = 'cells' | 'table'
const looks = [
  { value: 'cells', word: '日历' },
  { value: 'table', word: '表格' },
] as const

/** A hundred days: each of them met, not met, or not yet known (S16, N03). */
function Hundred({ unit }: { readonly unit: OwnUnit }) {
  const now = services().now()
  const today = dayOf(now)
  const query = useQuery({ action: 'calendar', unit: unit.id, ...hundredDaysUntil(today) })
  const [look, setLook] = useState<Look>('cells')
  const wide = useWide()
  useReloadOnShow(query.reload)
  const { answer } = query
  return (
    <Screen
      wide
      title="百日"
      sub={answer === null ? unit.name : `${unit.name} · 数据截至 ${moment(answer.asOf, now)}`}
      tabs={<TabBar on="calendar" />}
    >
      <Answered query={query} lines={9}>
        {(calendar) => {
          const days = hundredDays(calendar, today)
          const begun = days.filter(({ status }) => status !== 'future')
          if (begun.every(({ minutes }) => minutes === 0)) {
            return <Empty words="还没有记录" hint="走访或活动送达后，这里一天一格。" />
          }
          return (
            <>
              <View id="calendar-headline" className="cal-headline" role="heading" aria-level={2}>
                {headlineOf(begun)}
              </View>
              <View className="cal-bar">
                <CalendarLegend days={days} />
                <Segments label="看法" choices={looks} value={look} onChoose={setLook} />
              </View>
              {look === 'cells' ? (
                <CalendarGrid newestOnTop={!wide} days={days} chosen={today} onPick={goDay} />
              ) : (
                <DayTable days={begun} calendar={calendar} />
              )}
            </>
          )
        }}
      </Answered>
    </Screen>
  )
}

function headlineOf(begun: readonly CalendarDay[]): string {
  const count = (status: CalendarDay['status']): number => begun.filter((day) => day.status === status).length
  const unknown = count('unknown')
  const missed = count('not-met')
  const met = `${begun.length} 天中 ${count('met')} 天达标`
  return `${met}${missed > 0 ? `，${missed} 天未达标` : ''}${unknown > 0 ? `，${unknown} 天待送达` : ''}`
}

interface TableRow extends CalendarDay {
  readonly personMinutes: number
  readonly broadcastMinutes: number
}

const columns: readonly Column<TableRow>[] = [
  { key: 'day', title: '日期', cell: ({ day }) => dateWithWeekday(day), sortBy: ({ day }) => day },
  {
    key: 'status',
    title: '状态',
    cell: ({ status }) => `${cellShape[status]} ${cellWord[status]}`,
    sortBy: ({ status }) => status,
  },
  {
    key: 'minutes',
    title: '宣传',
    end: true,
    cell: ({ minutes }) => `${minutes ?? '–'}`,
    sortBy: ({ minutes }) => minutes ?? -1,
  },
  { key: 'person', title: '人员', end: true, cell: (row) => row.personMinutes, sortBy: (row) => row.personMinutes },
  {
    key: 'broadcast',
    title: '播放',
    end: true,
    cell: (row) => row.broadcastMinutes,
    sortBy: (row) => row.broadcastMinutes,
  },
  {
    key: 'late',
    title: '补传',
    end: true,
    cell: ({ late }) => (late === 0 ? '–' : `${late} 条`),
    sortBy: ({ late }) => late,
  },
]

/** The same days in figures, newest first. */
function DayTable({ days, calendar }: { readonly days: readonly CalendarDay[]; readonly calendar: CalendarAnswer }) {
  const figures = new Map(calendar.days.map((day) => [day.day, day]))
  const rows = [...days].reverse().map((day) => ({
    ...day,
    personMinutes: figures.get(day.day)?.personMinutes ?? 0,
    broadcastMinutes: figures.get(day.day)?.broadcastMinutes ?? 0,
  }))
  return (
    <DataTable
      label="每日分钟"
      className="cal-table"
      columns={columns}
      rows={rows}
      keyOf={({ day }) => day}
      rowLabel={({ day, status, minutes }) => `${dateWithWeekday(day)} ${cellWord[status]} ${minutes ?? 0} 分钟`}
      onRow={({ day }) => goDay(day)}
    />
  )
}
