import { Input, View } from '@tarojs/components'
import './field.css'

interface TextFieldProps {
  readonly id?: string
  readonly label: string
  readonly value: string
  readonly hint?: string
  readonly most: number
  readonly onChange: (value: string) => void
}

/** One line of text. */
export function TextField({ id, label, value, hint = '', most, onChange }: TextFieldProps) {
  return (
    <View className="field">
      <View className="field-label">{label}</View>
      <Input
        {...(id === undefined ? {} : { id })}
        className="text-field"
        value={value}
        placeholder={hint}
        placeholderClass="text-hint"
        maxlength={most}
        cursorSpacing={120}
        nativeProps={{ 'aria-label': label }}
        onInput={({ detail }) => onChange(detail.value)}
      />
    </View>
  )
}
