import { Textarea, View } from '@tarojs/components'
import './field.css'
import './text-area.css'

interface TextAreaProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly hint?: string
  readonly most: number
  readonly onChange: (value: string) => void
}

/** Several lines of text, as tall as what is in it. */
export function TextArea({ id, label, value, hint = '', most, onChange }: TextAreaProps) {
  return (
    <View className="field">
      <View className="field-label">{label}</View>
      <Textarea
        id={id}
        className="text-area"
        value={value}
        placeholder={hint}
        placeholderClass="text-hint"
        maxlength={most}
        cursorSpacing={120}
        autoHeight
        nativeProps={{ 'aria-label': label }}
        onInput={({ detail }) => onChange(detail.value)}
      />
    </View>
  )
}
