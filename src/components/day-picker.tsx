import { Picker, View } from '@tarojs/components'
import * as v from 'valibot'
import { localDate } from '#contract/scalars'
import { documentDate } from '#domain/document/dates'
import type { LocalDate } from '#domain/time'
import { shortDate } from '#words/format'
import './field.css'
import { pressByKey } from './press-by-key'

interface DayPickerProps {
  readonly id?: string
  readonly label: string
  readonly value: LocalDate
  /** Says the year, too: of days that lie far apart. */
  readonly year?: boolean
  readonly onChange: (day: LocalDate) => void
}

/** A day by the platform's own wheels. */
export function DayPicker({ id, label, value, year = false, onChange }: DayPickerProps) {
  const word = year ? documentDate(value) : shortDate(value)
  return (
    <View className="field" {...(id === undefined ? {} : { id })}>
      <View className="field-label">{label}</View>
      <Picker
        mode="date"
        value={value}
        onChange={({ detail }) => {
          const picked = v.safeParse(localDate, detail.value)
          if (picked.success) onChange(picked.output)
        }}
      >
        <View className="chip" role="button" tabIndex={0} aria-label={`${label} ${word}`} {...pressByKey}>
          {word}
        </View>
      </Picker>
    </View>
  )
}
