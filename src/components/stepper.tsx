import { Input, View } from '@tarojs/components'
import { Press } from './press'
import './field.css'

interface StepperProps {
  readonly id?: string
  readonly label: string
  readonly unit: string
  readonly value: number
  readonly least: number
  readonly most: number
  /** Big steps beside the small ones, e.g. 10. */
  readonly leap?: number
  readonly onChange: (value: number) => void
}

/** A number by thumb, or by keyboard where it is large. */
export function Stepper({ id, label, unit, value, least, most, leap, onChange }: StepperProps) {
  const put = (next: number): void => onChange(Math.min(most, Math.max(least, next)))
  const step = (by: number) => (
    <Press
      {...(id === undefined
        ? {}
        : { id: `${id}${by > 0 ? '-plus' : '-minus'}${Math.abs(by) === 1 ? '' : Math.abs(by)}` })}
      className="stepper-step"
      label={`${label}${by > 0 ? '加' : '减'} ${Math.abs(by)}`}
      disabled={by > 0 ? value >= most : value <= least}
      onPress={() => put(value + by)}
    >
      {Math.abs(by) === 1 ? (by > 0 ? '+' : '−') : by > 0 ? `+${by}` : `−${-by}`}
    </Press>
  )
  return (
    <View className="field" role="group" aria-label={label}>
      <View className="field-label">{label}</View>
      <View className="stepper">
        {leap !== undefined && step(-leap)}
        {step(-1)}
        <Input
          className="stepper-figure"
          type="number"
          value={String(value)}
          maxlength={6}
          nativeProps={{ 'aria-label': `${label}（${unit}）` }}
          onInput={({ detail }) => {
            const typed = Number.parseInt(detail.value, 10)
            if (!Number.isNaN(typed)) put(typed)
          }}
        />
        <View className="stepper-unit">{unit}</View>
        {step(1)}
        {leap !== undefined && step(leap)}
      </View>
    </View>
  )
}
