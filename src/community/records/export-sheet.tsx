import { View } from '@tarojs/components'
import { useState } from 'react'
import { Chips } from '#components/chips'
import { DayPicker } from '#components/day-picker'
import { ExportButton } from '#components/export-button'
import { Sheet } from '#components/sheet'
import { addDays, dayOf, daysBetween, type LocalDate } from '#domain/time'
import { services } from '#stores/services'
import type { OwnUnit } from '../use-unit'

interface ExportSheetProps {
  readonly unit: OwnUnit
  /** The day that the list is narrowed to. */
  readonly day: LocalDate | undefined
  readonly onClose: () => void
}

const spans = [
  { value: 1, word: '今天' },
  { value: 7, word: '近 7 天' },
  { value: 15, word: '近 15 天' },
  { value: 100, word: '近 100 天' },
] as const

/** Which days, and then the file. */
export function ExportSheet({ unit, day, onClose }: ExportSheetProps) {
  const today = dayOf(services().now())
  const [from, setFrom] = useState(day ?? addDays(today, -6))
  const [to, setTo] = useState(day ?? today)
  const span = to === today ? daysBetween(from, to) + 1 : 0
  return (
    <Sheet title="导出记录" sub="走访、发放、活动各一张表，另有汇总" onClose={onClose}>
      <Chips
        id="export-span"
        label="期间"
        chips={spans}
        chosen={spans.filter(({ value }) => value === span).map(({ value }) => value)}
        onPress={(days) => {
          setFrom(addDays(today, 1 - days))
          setTo(today)
        }}
      />
      <View className="rec-days">
        <DayPicker id="export-from" label="从" value={from} onChange={setFrom} />
        <DayPicker id="export-to" label="到（含当天）" value={to} onChange={setTo} />
      </View>
      <ExportButton unit={unit.id} what={{ kind: 'records', from, to }} words="导出 xlsx" />
    </Sheet>
  )
}
