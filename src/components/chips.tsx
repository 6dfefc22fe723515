import { View } from '@tarojs/components'
import { Press } from './press'
import './field.css'

export interface Chip<Value> {
  readonly value: Value
  readonly word: string
}

interface ChipsProps<Value> {
  readonly id?: string
  readonly label: string
  readonly chips: readonly Chip<Value>[]
  readonly chosen: readonly Value[]
  /** Several may be taken at once. */
  readonly many?: boolean
  /** One row of equal width. */
  readonly even?: boolean
  readonly onPress: (value: Value) => void
}

/** A few words to choose from, all in sight. */
export function Chips<Value extends string | number>({
  id,
  label,
  chips,
  chosen,
  many = false,
  even = false,
  onPress,
}: ChipsProps<Value>) {
  return (
    <View className="field">
      <View className="field-label">{label}</View>
      <View className={even ? 'chips chips-even' : 'chips'} role={many ? 'group' : 'radiogroup'} aria-label={label}>
        {chips.map(({ value, word }) => (
          <Press
            key={value}
            {...(id === undefined ? {} : { id: `${id}-${value}` })}
            role={many ? 'checkbox' : 'radio'}
            chosen={chosen.includes(value)}
            className={`chip${chosen.includes(value) ? ' chip-on' : ''}`}
            onPress={() => onPress(value)}
          >
            {word}
          </Press>
        ))}
      </View>
    </View>
  )
}
