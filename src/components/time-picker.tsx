import { Picker, View } from '@tarojs/components'
import { dayOf, type Milliseconds, startOfDay } from '#domain/time'
import { clockTime, shortDate } from '#words/format'
import './field.css'
import { pressByKey } from './press-by-key'

interface TimePickerProps {
  readonly label: string
  readonly value: Milliseconds
  /** The clock alone, on the day that is. */
  readonly sameDay?: boolean
  readonly onChange: (at: Milliseconds) => void
}

/** The platform's own wheels, for the times that quick choices don't cover. */
export function TimePicker({ label, value, sameDay = false, onChange }: TimePickerProps) {
  const midnight = startOfDay(dayOf(value))
  return (
    <View className="time-picker" role="group" aria-label={label}>
      {!sameDay && (
        <Picker
          mode="date"
          value={dayOf(value)}
          onChange={({ detail }) =>
            onChange(Date.parse(`${detail.value}T00:00:00Z`) - Date.parse(`${dayOf(value)}T00:00:00Z`) + value)
          }
        >
          <View
            className="chip"
            role="button"
            tabIndex={0}
            aria-label={`${label}日期 ${shortDate(dayOf(value))}`}
            {...pressByKey}
          >
            {shortDate(dayOf(value))}
          </View>
        </Picker>
      )}
      <Picker
        mode="time"
        value={clockTime(value)}
        onChange={({ detail }) => onChange(midnight + minutesOf(String(detail.value)) * 60_000)}
      >
        <View
          className="chip"
          role="button"
          tabIndex={0}
          aria-label={`${label}时间 ${clockTime(value)}`}
          {...pressByKey}
        >
          {clockTime(value)}
        </View>
      </Picker>
    </View>
  )
}

function minutesOf(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':')
  return Number(hours) * 60 + Number(minutes)
}
