import { View } from '@tarojs/components'
import { useState } from 'react'
import type { LocalDate } from '#domain/time'
import { dateWithWeekday } from '#words/format'
import {
  type CalendarDay,
  type CalendarLayout,
  type CellStatus,
  calendarMonths,
  latestFirst,
  neighbour,
} from './calendar-rows'
import { pressDown } from './press-down'
import './calendar-grid.css'

export type { CalendarDay } from './calendar-rows'

export const cellShape: Readonly<Record<CellStatus, string>> = {
  met: '✓',
  'not-met': '✕',
  unknown: '?',
  open: '◔',
  future: '·',
}
export const cellWord: Readonly<Record<CellStatus, string>> = {
  met: '达标',
  'not-met': '未达标',
  unknown: '待送达',
  open: '进行中',
  future: '未到',
}
/** What the cells of a calendar say; that of the 60 minutes unless told. */
export interface CellLanguage {
  /** What each day shows: `每日宣传`. */
  readonly what: string
  readonly shape: Readonly<Record<CellStatus, string>>
  readonly word: Readonly<Record<CellStatus, string>>
  /** Of the cell's figure: `，12 分钟`. */
  readonly figure: (figure: number) => string
}
const ofMinutes: CellLanguage = {
  what: '每日宣传',
  shape: cellShape,
  word: cellWord,
  figure: (minutes) => `，${minutes} 分钟`,
}

const statuses: readonly CellStatus[] = ['met', 'not-met', 'unknown', 'open', 'future']

interface CalendarGridProps {
  readonly days: readonly CalendarDay[]
  readonly layout?: CalendarLayout
  /** The month at hand on top. */
  readonly newestOnTop?: boolean
  readonly chosen: LocalDate | null
  readonly onPick: (day: LocalDate) => void
  readonly says?: CellLanguage
}

/** Days as cells: a sign, a colour and, when asked, words. One cell takes the Tab key, arrows walk from there. */
export function CalendarGrid({
  days,
  layout = 'weeks',
  newestOnTop = false,
  chosen,
  onPick,
  says = ofMinutes,
}: CalendarGridProps) {
  const [walked, setWalked] = useState<LocalDate | null>(null)
  const inRange = (day: LocalDate | null) => day !== null && days.some((cell) => cell.day === day)
  const stop = inRange(walked) ? walked : inRange(chosen) ? chosen : (days[0]?.day ?? null)
  const walk = (from: LocalDate, key: string): boolean => {
    const to = neighbour(days, from, key, layout)
    if (to === null) return key.startsWith('Arrow')
    setWalked(to)
    document.getElementById(cellId(layout, to))?.focus()
    return true
  }
  const months = calendarMonths(days, layout)
  return (
    <View className={`cal cal-${layout}`}>
      {(newestOnTop ? latestFirst(months) : months).map((month) => (
        <View key={month.key} className="cal-month">
          <View className="cal-title" role="heading" aria-level={3}>
            {month.title}
          </View>
          <View className="cal-rows" role="grid" aria-label={`${month.title}${says.what}`}>
            {layout === 'weeks' && <WeekHead />}
            {month.rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a month's rows never move
              <View key={index} className="cal-row" role="row">
                {row.map((cell, column) =>
                  cell === null ? (
                    // biome-ignore lint/suspicious/noArrayIndexKey: an empty place is nothing but its place
                    <View key={column} className="cal-gap" role="gridcell" aria-hidden />
                  ) : (
                    <Cell
                      key={cell.day}
                      cell={cell}
                      layout={layout}
                      chosen={cell.day === chosen}
                      takesTab={cell.day === stop}
                      onPick={onPick}
                      onKey={walk}
                      says={says}
                    />
                  ),
                )}
              </View>
            ))}
          </View>
        </View>
      ))}
    </View>
  )
}

function WeekHead() {
  return (
    <View className="cal-row" role="row">
      {['一', '二', '三', '四', '五', '六', '日'].map((letter) => (
        <View key={letter} className="cal-weekday" role="columnheader" aria-label={`周${letter}`}>
          {letter}
        </View>
      ))}
    </View>
  )
}

interface CellProps {
  readonly cell: CalendarDay
  readonly layout: CalendarLayout
  readonly chosen: boolean
  readonly takesTab: boolean
  readonly onPick: (day: LocalDate) => void
  readonly onKey: (from: LocalDate, key: string) => boolean
  readonly says: CellLanguage
}

function Cell({ cell, layout, chosen, takesTab, onPick, onKey, says }: CellProps) {
  const future = cell.status === 'future'
  const pick = (): void => {
    if (!future) onPick(cell.day)
  }
  return (
    <View
      id={cellId(layout, cell.day)}
      className={`cal-cell cal-${cell.status}${chosen ? ' cal-chosen' : ''}${future ? '' : ' press'}`}
      role="gridcell"
      aria-label={wordsOf(cell, says)}
      aria-selected={chosen}
      aria-disabled={future || undefined}
      {...pressDown(future)}
      onClick={pick}
      {...keyboard(cell.day, takesTab, pick, onKey)}
    >
      {layout === 'weeks' && <View className="cal-date">{Number(cell.day.slice(8))}</View>}
      <View className="cal-sign">
        {says.shape[cell.status]}
        {cell.late > 0 && layout === 'weeks' && <View className="cal-late">补</View>}
      </View>
      {layout === 'weeks' && <View className="cal-minutes">{cell.minutes ?? ' '}</View>}
    </View>
  )
}

/** What a cell's colours mean, with how many there are of each. */
export function CalendarLegend({
  days,
  says = ofMinutes,
}: {
  readonly days: readonly CalendarDay[]
  readonly says?: CellLanguage
}) {
  return (
    <View className="cal-legend" role="list" aria-label="图例">
      {statuses.map((status) => (
        <View key={status} className="cal-legend-item" role="listitem">
          <View className={`cal-cell cal-key cal-${status}`} aria-hidden>
            <View className="cal-sign">{says.shape[status]}</View>
          </View>
          {says.word[status]} {days.filter((day) => day.status === status).length}
        </View>
      ))}
      {days.some(({ late }) => late > 0) && (
        <View className="cal-legend-item" role="listitem">
          <View className="cal-late">补</View> 含补传 {days.filter(({ late }) => late > 0).length}
        </View>
      )}
    </View>
  )
}

function wordsOf({ day, status, minutes, late }: CalendarDay, says: CellLanguage): string {
  const figure = minutes === null ? '' : says.figure(minutes)
  return `${dateWithWeekday(day)}，${says.word[status]}${figure}${late > 0 ? `，含补传 ${late} 条` : ''}`
}

function cellId(layout: CalendarLayout, day: LocalDate): string {
  return `cell-${layout}-${day}`
}

function keyboard(day: LocalDate, takesTab: boolean, pick: () => void, onKey: CellProps['onKey']): object {
  if (process.env.TARO_ENV !== 'h5') return {}
  return {
    tabIndex: takesTab ? 0 : -1,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' || event.key === ' ') pick()
      else if (!onKey(day, event.key)) return
      event.preventDefault()
    },
  }
}
