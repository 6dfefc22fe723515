import { View } from '@tarojs/components'
import { Press } from '#components/press'

interface BigChoiceProps<Value extends string> {
  readonly id: string
  readonly label: string
  readonly choices: readonly { readonly value: Value; readonly word: string }[]
  readonly value: Value | null
  /** Beside one another: two or three. */
  readonly columns: 2 | 3
  readonly onChoose: (value: Value) => void
}

/** One of a few, large enough for a thumb that does not look. */
export function BigChoice<Value extends string>({
  id,
  label,
  choices,
  value,
  columns,
  onChoose,
}: BigChoiceProps<Value>) {
  return (
    <View className="field">
      <View className="field-label">{label}</View>
      <View className={`big big-${columns}`} role="radiogroup" aria-label={label}>
        {choices.map((choice) => (
          <Press
            key={choice.value}
            id={`${id}-${choice.value}`}
            role="radio"
            chosen={choice.value === value}
            className={`big-one${choice.value === value ? ' big-on' : ''}`}
            onPress={() => onChoose(choice.value)}
          >
            {choice.value === value ? `✓ ${choice.word}` : choice.word}
          </Press>
        ))}
      </View>
    </View>
  )
}
