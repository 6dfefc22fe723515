import { View } from '@tarojs/components'
import { Chips } from '#components/chips'
import { TimePicker } from '#components/time-picker'
import { DAY, type Milliseconds } from '#domain/time'

interface WhenFieldProps {
  readonly label: string
  /** Days count from here. */
  readonly now: Milliseconds
  /** Null: never. */
  readonly value: Milliseconds | null
  readonly onChange: (at: Milliseconds | null) => void
}

const choices = [1, 3, 7, 15] as const
const NEVER = 0

/** When to ask again: in so many days, at a time of one's own, or not at all. */
export function WhenField({ label, now, value, onChange }: WhenFieldProps) {
  const days = value === null ? NEVER : choices.find((count) => value === now + count * DAY)
  return (
    <>
      <Chips
        id="when"
        label={label}
        chips={[
          ...choices.map((count) => ({ value: count, word: `${count} 天后` })),
          { value: NEVER, word: '不用回访' },
        ]}
        chosen={days === undefined ? [] : [days]}
        onPress={(count) => onChange(count === NEVER ? null : now + count * DAY)}
      />
      {value !== null && (
        <View className="field">
          <TimePicker label={label} value={value} onChange={onChange} />
        </View>
      )}
    </>
  )
}
