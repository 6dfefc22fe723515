import { Input, View } from '@tarojs/components'
import { yuan } from '#words/case-entry'

interface AmountFieldProps {
  readonly value: number | null
  readonly onChange: (value: number | null) => void
}

const MOST = 1_000_000_000

/** Whole yuan, read back with its thousands: a zero too many is seen. */
export function AmountField({ value, onChange }: AmountFieldProps) {
  return (
    <View className="field">
      <View className="field-label">转了多少钱（元，不清楚可不填）</View>
      <Input
        id="amount"
        className="text-field"
        type="number"
        value={value === null ? '' : String(value)}
        maxlength={10}
        cursorSpacing={120}
        nativeProps={{ 'aria-label': '转账金额（元）' }}
        onInput={({ detail }) => {
          const typed = Number.parseInt(detail.value, 10)
          onChange(Number.isNaN(typed) ? null : Math.min(MOST, Math.max(0, typed)))
        }}
      />
      {value !== null && <View className="amount-words">{yuan(value)}</View>}
    </View>
  )
}
