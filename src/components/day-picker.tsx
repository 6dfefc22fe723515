import { Picker, View } from '@tarojs/components'
import * as v from 'valibot'
import { localDate } from '#contract/scalars'
import type { LocalDate } from '#domain/time'
import { shortDate } from '#words/format'
import './field.css'
import { pressByKey } from './press-by-key'

interface DayPickerProps {
  readonly id?: string
  readonly label: string
  readonly value: LocalDate
  readonly onChange: (day: LocalDate) => void
}

/** A day by the platform's own wheels. */
export function DayPicker({ id, label, value, onChange }: DayPickerProps) {
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
        <View className="chip" role="button" tabIndex={0} aria-label={`${label} ${shortDate(value)}`} {...pressByKey}>
          {shortDate(value)}
        </View>
      </Picker>
    </View>
  )
}
